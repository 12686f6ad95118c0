import { describe, expect, test } from 'vitest';
import type { SolutionFile } from '../../model/solution.ts';
import { codesOf, lineOf, sampleDocument, sampleSource, type Exchange } from './sample.ts';
import { checkSolution, type ContentFiles } from './solution.ts';

const path = 'solution/solution.yaml';
function check(...edits: Exchange[]): string[] {
  const original = sampleDocument<SolutionFile>(path).value;
  const files: ContentFiles = {
    rules: toFiles(original.rules),
    workbooks: toFiles(original.workbooks),
    watchlists: toFiles(original.watchlists),
  };
  return codesOf(checkSolution(sampleDocument<SolutionFile>(path, ...edits), files));
}

function toFiles(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [name, `${name}.yaml`]));
}

describe('checkSolution', () => {
  test('finds nothing in the project', () => {
    expect(check()).toEqual([]);
  });

  test('lists and files name the same contents', () => {
    const line = lineOf(sampleSource(path), '- manual-account-creation');
    expect(check(['- manual-account-creation', '- manual-account-creatoin'])).toEqual([
      `solution-list-missing:${line}`,
      'solution-list-unlisted:1',
    ]);
    expect(check(['  - manual-account-creation\n', ''])).toEqual(['solution-list-unlisted:1']);
  });

  test.each<[string, ...Exchange]>([
    ['solution-date', 'firstPublishDate: 2023-12-01', 'firstPublishDate: 2023-02-29'],
    ['solution-date', 'firstPublishDate: 2023-12-01', 'firstPublishDate: 2999-12-01'],
    ['text-branding', 'for Microsoft Sentinel collects', 'for Sentinel collects'],
    ['text-unfinished', 'sign-in attempts, item', 'TODO, item'],
    ['text-link', 'https://support.1password.com/events', 'https://support.1password.com/en-us/events'],
  ])('%s', (code, search, replace) => {
    expect(check([search, replace]).map((found) => found.split(':')[0])).toEqual([code]);
  });
});
