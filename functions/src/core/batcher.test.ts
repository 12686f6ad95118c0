import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeTexts, joinRows, packRows, sizeOfBatch } from './batcher.ts';
import { limits } from './limits.ts';

const encode = (values: readonly unknown[]) =>
  encodeTexts(values.map((value) => JSON.stringify(value))).map((text, i) => ({ ...text, value: values[i] }));

test('batches hold every row once, in order, as JSON, and no more bytes than allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 10, max: 300 }), (values, target) => {
      const batches = packRows(encode(values), target);
      expect(batches.flat().map(({ value }) => value)).toEqual(values);
      for (const batch of batches) {
        const joined = joinRows(batch);
        expect(joined.length).toBe(sizeOfBatch(batch));
        expect(batch.length === 1 || joined.length <= target).toBe(true);
        expect(JSON.parse(new TextDecoder().decode(joined))).toEqual(
          JSON.parse(JSON.stringify(batch.map(({ value }) => value))),
        );
      }
    }),
  );
});

test('batches are as full as they can be', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (sizes) => {
      const batches = packRows(
        sizes.map((size) => ({ size })),
        60,
      );
      for (const [index, batch] of batches.entries()) {
        const next = batches[index + 1]?.[0];
        expect(next === undefined || sizeOfBatch([...batch, next]) > 60).toBe(true);
      }
    }),
  );
});

test('what stands between rows counts', () => {
  const row = { size: Math.floor((limits.batchTargetBytes - 4) / 2) };
  expect(sizeOfBatch([row, row])).toBeLessThanOrEqual(limits.batchTargetBytes);
  expect(packRows([row, row])).toHaveLength(1);
  expect(packRows([row, { size: row.size + 1 }])).toHaveLength(2);
  expect(packRows([])).toEqual([]);
});

test('rows are joined anew as often as wanted, also where they do not lie in one piece', () => {
  const texts = fc.array(
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => JSON.stringify(text)),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(texts, fc.nat(), (rows, seed) => {
      const encoded = encodeTexts(rows);
      const middle = 1 + (seed % rows.length);
      const groups = [
        [0, middle],
        [middle, rows.length],
        [0, rows.length],
        [middle - 1, rows.length],
      ] as const;
      for (const [from, to] of groups.filter(([from, to]) => from < to)) {
        const read: unknown = JSON.parse(new TextDecoder().decode(joinRows(encoded.slice(from, to))));
        expect(read).toEqual(JSON.parse(`[${rows.slice(from, to).join(',')}]`));
      }
    }),
  );
});

test('texts of all lengths come back, also those that fill a call or are more than one takes', () => {
  const most = limits.batchTargetBytes;
  const lengths = [
    0,
    1,
    most / 2,
    most / 2,
    most - 3,
    most - 2,
    most - 1,
    7,
    most - 10,
    most,
    most + 1,
    5,
    5,
  ];
  const texts = lengths.map((length, i) => 'abcdefghijklm'.charAt(i).repeat(length));
  const withWide = [...texts, 'ä'.repeat(most / 2 - 1), 'ä'.repeat(most / 2), '\u{1F511}', 'z'];
  const encoded = encodeTexts(withWide);
  expect(
    encoded.map(({ memory, at, size }) => new TextDecoder().decode(memory.subarray(at, at + size))),
  ).toEqual(withWide);
  for (const batch of packRows(encoded)) {
    const plain = batch.map((text) => withWide[encoded.indexOf(text)]);
    expect(new TextDecoder().decode(joinRows(batch))).toBe(`[${plain.join(', ')}]`);
  }
});

test('what one call takes lies in one piece, and is sent without a copy', () => {
  const encoded = encodeTexts(Array.from({ length: 2_500 }, (_, i) => `"${'x'.repeat(i % 1_200)}"`));
  const batches = packRows(encoded);
  expect(batches.length).toBeGreaterThan(1);
  for (const batch of batches) expect(joinRows(batch).buffer).toBe(batch[0]?.memory.buffer);
});

test('rows that lie in several pieces of memory are joined whole', () => {
  const apart = [
    ...encodeTexts(['{"a":1}', '{"b":"\u00fc"}']),
    ...encodeTexts(['{"c":3}']),
    ...encodeTexts(['{"d":4}']),
  ];
  const joined = (rows: typeof apart): string => new TextDecoder().decode(joinRows(rows));
  expect(JSON.parse(joined(apart))).toEqual([{ a: 1 }, { b: '\u00fc' }, { c: 3 }, { d: 4 }]);
  // From one piece, but not one behind the other.
  expect(JSON.parse(joined([apart[1], apart[0]].flatMap((row) => row ?? [])))).toEqual([
    { b: '\u00fc' },
    { a: 1 },
  ]);
  expect(JSON.parse(joined(apart.slice(0, 1)))).toEqual([{ a: 1 }]);
});
