import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeLine, type CompletionFrame } from './completion.ts';

const frame: CompletionFrame = {
  scripts: ['build', 'bench', 'test:rules', 'explain'],
  commands: [
    {
      name: 'build',
      options: {
        check: { type: 'boolean' },
        format: { choices: ['pretty', 'json'] },
        rule: { type: 'string' },
      },
    },
    { name: 'explain', options: { json: { type: 'boolean' } }, positionals: [{ name: 'code' }] },
  ],
  values: (name) => ({ rule: ['vault-export', 'sign-in'], code: ['yaml-tab', 'yaml-alias'] })[name] ?? [],
};

describe('completeLine', () => {
  test.each([
    ['npm ', ['run', 'test']],
    ['npm run b', ['bench', 'build']],
    ['npm run-script te', ['test:rules']],
    ['npm run build ', ['--']],
    ['npm run build -- ', []],
    ['npm run build -- --', ['--check', '--format', '--help', '--rule']],
    ['npm run build -- --check --c', []],
    ['npm run build -- --format ', ['json', 'pretty']],
    ['npm run build -- --format=p', ['--format=pretty']],
    ['npm run build -- --rule v', ['vault-export']],
    ['npm run build -- --check v', []],
    ['npm run explain -- ', ['yaml-alias', 'yaml-tab']],
    ['npm run explain -- --json yaml-t', ['yaml-tab']],
    ['npm run explain -- yaml-tab ', []],
    ['npm run bench -- --', []],
    ['npm install --', []],
    ['yarn run ', []],
  ])('%s', (line, expected) => {
    expect(completeLine(line, frame)).toEqual(expected);
  });

  test('offers only words that begin as the last one, sorted and each once', () => {
    const word = fc.constantFrom(
      'npm',
      'run',
      'build',
      'explain',
      '--',
      '--format',
      '--rule',
      'p',
      '--f',
      'y',
      '',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 7 }), (words) => {
        const line = words.join(' ');
        const offered = completeLine(line, frame);
        const last = line.trimStart().split(/\s+/).at(-1) ?? '';
        expect(offered.filter((found) => !found.startsWith(last))).toEqual([]);
        expect([...new Set(offered)].toSorted()).toEqual(offered);
      }),
    );
  });
});
