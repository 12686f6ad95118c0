import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['gettype("a")', 'string'],
  ['gettype(1 + 1.0)', 'real'],
  ['gettype(dynamic(1.5))', 'double'],
  ['gettype(dynamic([1]))', 'array'],
  ['gettype(dynamic({}))', 'dictionary'],
  ['gettype(dynamic(null))', 'null'],
  ['max_of(10, 1, -3, 17)', 17],
  ['min_of(10, 1.5)', 1.5],
  ['max_of(int(null), 2)', 2],
  ['max_of(int(null), int(null))', null],
  ['min_of(1d, 2h)', '02:00:00'],
  ['isnan(min_of(real(nan), 1.0))', true],
  ['range(1, 8, 3)', [1, 4, 7]],
  ['range(1, 2, 0.5)', [1, 1.5, 2]],
  ['range(1h, 2h)', ['01:00:00', '02:00:00']],
  ['array_length(range(1, 1000000000))', 1_048_576],
  ['format_bytes(564)', '564 Bytes'],
  ['format_bytes(10332, 1)', '10.1 KB'],
  ['format_bytes(20010332, 0, "KB")', '19541 KB'],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test.each(['range(5, 1)', 'max_of(1.0, real(nan))', 'gettype(int(null))', 'format_bytes(2048, 2)'])(
  '%s is refused',
  (expression) => {
    expect(() => ask(`print ${expression}`)).toThrow(/not supported/);
  },
);
