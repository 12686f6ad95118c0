import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [expression: string, expected: unknown])[] = [
  ["'Fabrikam' matches regex 'b.*k'", true],
  ["'Fabrikam' matches regex '^B'", false],
  ["extract('x=([0-9.]+)', 1, 'hello x=45.6|wo')", '45.6'],
  ["extract('x=([0-9.]+)', 1, 'hello x=45.6|wo', typeof(real))", 45.6],
  ["extract('x=(.)', 1, 'x=a', typeof(long))", null],
  ["extract('z', 0, 'a')", ''],
  ["extract('(b)?a', 1, 'a')", ''],
  [
    "extract_all(@'([a-z])(\\d)?', 'a1bc')",
    [
      ['a', '1'],
      ['b', ''],
      ['c', ''],
    ],
  ],
  ["extract_all(@'(\\d+)', 'a1b22')", ['1', '22']],
  ["extract_all(@'(?P<x>\\w)(\\w+)', dynamic(['x', 2]), 'abc d')", [['a', 'bc']]],
  ["extract_all(@'(\\d+)', 'abc')", null],
  ["replace_regex('one two', @'(\\w+)', @'[\\1\\0]')", '[oneone] [twotwo]'],
  ["replace_regex('abc', 'b*', '-')", '-a-c-'],
  ["replace_regex('abc', 'b', '$1')", 'a$1c'],
  ["trim('x', 'xxabcxx')", 'xabcx'],
  ["trim('x', 'xxx')", 'x'],
  ["trim(@'[^\\w]+', '-  Te st1// $')", 'Te st1'],
  ["trim_start('https://', 'https://bing.com')", 'bing.com'],
  ["trim_end('.com', 'bing.com')", 'bing'],
  ["trim('', 'a')", 'a'],
  ["regex_quote('(so$me.Te^xt)')", String.raw`\(so\$me\.Te\^xt\)`],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test.each([
  "'a' matches regex '(?=a)'",
  "'a' matches regex 'a['",
  "trim('a)(b', 'x')",
  "extract('a', 1, 'a')",
  "extract_all('a', 'a')",
  "extract_all('(a*)', 'b')",
  "extract_all('(a)', dynamic(['n']), 'b')",
  "replace_regex('a', 'a', @'\\1')",
  "regex_quote('a/b')",
])('refused: %s', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow(/not supported|not valid|no group/);
});
