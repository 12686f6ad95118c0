import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [expression: string, expected: boolean | number])[] = [
  ["'North America' has 'america'", true],
  ["'North America' has 'amer'", false],
  ["'North America' !has 'amer'", true],
  ["'North America' has_cs 'america'", false],
  ["'North America' has 'north america'", true],
  ["'foo_bar-baz' has 'foo'", true],
  ["'foobar foo' has 'foo'", true],
  ["'a b' has ' '", true],
  ["'a.b' has '.b'", true],
  ["'ПриветМир' has 'привет'", false],
  ["'МИР привет' has 'ПРИВЕТ'", true],
  ["'' has 'a'", false],
  ["'a' has ''", true],
  ["'North America' hasprefix 'ame'", true],
  ["'North America' hasprefix_cs 'ame'", false],
  ["'North America' !hasprefix 'mer'", true],
  ["'North America' hassuffix 'ica'", true],
  ["'North America' hassuffix_cs 'icA'", false],
  ["'end.' hassuffix 'end'", true],
  ["'a1 b2' has_any ('x', 'B2')", true],
  ["'a1 b2' has_any (dynamic(['x', 'y']))", false],
  ["'a1 b2' has_any ('q', 'w', 'e', 'r', 't', 'z', 'u', 'i', 'b2')", true],
  ["'a1 b2' has_any ('q', 'w', 'e', 'r', 't', 'z', 'u', 'i', 'b')", false],
  ["'a1 b2' has_all ('b2', 'A1')", true],
  ["'a1 b2' has_all (dynamic(['b2', 'c']))", false],
  ["has_any_index('this is an example', dynamic(['not', 'example']))", 1],
  ["has_any_index('this', dynamic([]))", -1],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test('has_all of nothing is refused', () => {
  expect(() => ask("print 'x' has_all (dynamic([]))")).toThrow('not supported');
});

test('a column of another type stands for its text', () => {
  expect(ask("print d = dynamic({'a': 'x y'}) | where d has 'Y' and d !has 'z'")).toHaveLength(1);
});
