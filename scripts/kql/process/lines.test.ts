import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineReader } from './lines.ts';

test('lines come out as they were written, however they were cut into pieces', () => {
  const line = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ' '));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(40)), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      const expected = lines.map((text) => Buffer.from(text).toString());
      const reader = new LineReader();
      const read: string[] = [];
      let at = 0;
      for (const length of [...cuts, bytes.length]) {
        read.push(...reader.take(bytes.subarray(at, at + length)));
        at += length;
      }
      expect(read).toEqual(expected);
    }),
  );
});

test('what has no end yet is no line', () => {
  const reader = new LineReader();
  expect(reader.take(Buffer.from('{"a":'))).toEqual([]);
  expect(reader.take(Buffer.from('1}\n{'))).toEqual(['{"a":1}']);
});
