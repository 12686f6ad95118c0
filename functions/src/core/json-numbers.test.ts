import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteLongNumbers } from './json-numbers.ts';

test.each([
  ['{"a":9007199254740993}', '{"a":"9007199254740993"}'],
  ['{"a":-12345678901234567890,"b":1}', '{"a":"-12345678901234567890","b":1}'],
  ['[1e999]', '["1e999"]'],
  // Exact as a double, of digits behind the point, or inside a text: not touched.
  ['{"a":9007199254740991}', '{"a":9007199254740991}'],
  ['{"a":43.640000000000000001}', '{"a":43.640000000000000001}'],
  [
    String.raw`{"a\"9007199254740993":"x 9007199254740993 \\"}`,
    String.raw`{"a\"9007199254740993":"x 9007199254740993 \\"}`,
  ],
  // Not JSON: left for JSON.parse to refuse.
  ['{"a":00009007199254740993}', '{"a":00009007199254740993}'],
  ['{"a":"9007199254740993', '{"a":"9007199254740993'],
])('%s', (text, expected) => {
  expect(quoteLongNumbers(text)).toBe(expected);
});

test('any JSON reads the same, and any big integer keeps its digits', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.bigInt(), (value, big) => {
      const plain = JSON.stringify(value);
      expect(JSON.parse(quoteLongNumbers(plain))).toEqual(JSON.parse(plain, longAsText));
      const text = `{"text":"${'1'.repeat(20)}","big":${big}}`;
      const read = JSON.parse(quoteLongNumbers(text)) as { readonly text: string; readonly big: unknown };
      expect(read.text).toBe('1'.repeat(20));
      expect(BigInt(read.big as string)).toBe(big);
    }),
  );
});

function longAsText(_name: string, value: unknown): unknown {
  const isLong =
    typeof value === 'number' && /^-?\d+$/.test(JSON.stringify(value)) && !Number.isSafeInteger(value);
  return isLong ? JSON.stringify(value) : value;
}

test.each([
  ['[1e999]', '["1e999"]'],
  ['[-1.5e400]', '["-1.5e400"]'],
  ['[1.25E+400]', '["1.25E+400"]'],
  ['[1e-999]', '[1e-999]'],
  ['1e400', '"1e400"'],
  // No JSON: left alone.
  ['[12345678901234567890.]', '[12345678901234567890.]'],
  ['[12345678901234567890e]', '[12345678901234567890e]'],
  ['["12345678901234567890', '["12345678901234567890'],
  ['[12345678901234567890,"a', '["12345678901234567890","a'],
])('%s becomes %s', (text, expected) => {
  expect(quoteLongNumbers(text)).toBe(expected);
});
