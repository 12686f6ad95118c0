import { describe, expect, test } from 'vitest';
import type { SolutionFile } from '../../model/solution.ts';
import { checkReleaseNotes } from './release-notes.ts';
import { codesOf, sampleDocument, sampleSource } from './sample.ts';

const header = '| **Version** | **Date Modified (DD-MM-YYYY)** | **Change History** |\n|---|---|---|\n';

function check(text: string): string[] {
  return codesOf(checkReleaseNotes({ path: 'notes.md', text }, '3.1.0'));
}

describe('checkReleaseNotes', () => {
  test('the newest version stands first', () => {
    expect(check(`${header}| 3.1.0 | 22-11-2026 | New. |\n| 3.0.9 | 29-02-2024 | Old. |\n`)).toEqual([]);
    expect(check(`${header}| 3.0.9 | 29-02-2024 | Old. |\n`)).toEqual(['release-notes-version:3']);
    expect(check(`${header}| 3.1.0 | 22-11-2026 | New. |\n| 3.2.0 | 29-02-2024 | Old. |\n`)).toEqual([
      'release-notes-form:3',
    ]);
  });

  test.each([
    '# Notes\n',
    `${header.replace('|---|---|---|\n', '')}| 3.1.0 | 22-11-2026 | New. |\n`,
    header,
    `${header}| 3.1.0 | 2026-11-22 | New. |\n`,
    `${header}| 3.1.0 | 31-11-2026 | New. |\n`,
    `${header}| 3.1.0 | 22-11-2026 | |\n`,
    `${header}| 3.1.0 | 22-11-2026 |\n`,
  ])('%j is no such table', (text) => {
    expect(check(text).map((found) => found.split(':')[0])).toContain('release-notes-form');
  });

  test('those of the project are in order', () => {
    const { version } = sampleDocument<SolutionFile>('solution/solution.yaml').value;
    expect(checkReleaseNotes(sampleSource('solution/release-notes.md'), version)).toEqual([]);
  });
});
