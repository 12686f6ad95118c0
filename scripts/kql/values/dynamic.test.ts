import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonOf } from './convert.ts';
import { parseJson, Typed } from './dynamic.ts';

test('a parsed JSON text is written back as it was, whatever its blanks', () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(value, (json) => {
      const written = jsonOf(parseJson(JSON.stringify(json, undefined, 1)) ?? null);
      // -0 is 0 in JSON.
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(json)));
    }),
  );
});

test('numbers keep what a double does not say', () => {
  expect(parseJson('[1, 1.0, 9007199254740993]')).toEqual([1, new Typed('real', 1), 9007199254740993n]);
  expect(parseJson('{"a": {"b": 1e3}}')).toEqual({ a: { b: new Typed('real', 1000) } });
});

test('digits within text make no numbers', () => {
  expect(parseJson('{"at": "12:00:01.5 \\" 2.5", "n": 1}')).toEqual({ at: '12:00:01.5 " 2.5', n: 1 });
});

test.each(['', 'abc', "{'a': 1}", '[1,]', '"tab\t"', '1.', 'NaN'])('%j is no JSON', (text) => {
  expect(parseJson(text)).toBeUndefined();
});
