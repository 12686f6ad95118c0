import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { addToOrder } from './solution-order.ts';
import { faultOfName, titleOf } from './rule-name.ts';

test.each([
  [
    '# head\nrules:\n  - a # first\n  - b # last\n# after\nmore: 1\n',
    '# head\nrules:\n  - a # first\n  - b # last\n  - new\n# after\nmore: 1\n',
  ],
  ['rules:\n- a\nmore: 1\n', 'rules:\n- a\n- new\nmore: 1\n'],
  ['rules: [a, b] # all\n', 'rules: [a, b, new] # all\n'],
  ['rules:\n    - a', 'rules:\n    - a\n    - new'],
])('%j gets a name at the end', (before, after) => {
  expect(addToOrder(before, 'new')).toBe(after);
  expect((parse(after) as { rules: string[] }).rules.at(-1)).toBe('new');
});

test('without a list there is no place for it', () => {
  expect(() => addToOrder('rules: []\n', 'new')).toThrow(TypeError);
});

test.each(['', 'A', 'a b', 'a--b', '-a', 'a-', 'a/b', '..', 'ä', 'a'.repeat(81)])('%j is no name', (name) => {
  expect(faultOfName(name)).toBeTypeOf('string');
});

test('names become titles', () => {
  expect([faultOfName('vault-export-2'), titleOf('sso-turned-off'), titleOf('new-api-key')]).toEqual([
    undefined,
    'SSO turned off',
    'New API key',
  ]);
});
