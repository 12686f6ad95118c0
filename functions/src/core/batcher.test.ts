import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinRows, packRows, sizeOfBatch } from './batcher.ts';
import { limits } from './limits.ts';

const encoder = new TextEncoder();
const encode = (value: unknown) => ({ value, bytes: encoder.encode(JSON.stringify(value)) });

test('batches hold every row once, in order, as JSON, and no more bytes than allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 10, max: 300 }), (values, target) => {
      const batches = packRows(values.map(encode), target);
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
        sizes.map((size) => ({ bytes: new Uint8Array(size) })),
        60,
      );
      for (const [index, batch] of batches.entries()) {
        const next = batches[index + 1]?.[0];
        expect(next === undefined || sizeOfBatch([...batch, next]) > 60).toBe(true);
      }
    }),
  );
});

test('brackets and commas count', () => {
  const row = { bytes: new Uint8Array((limits.batchTargetBytes - 3) / 2) };
  expect(sizeOfBatch([row, row])).toBeLessThanOrEqual(limits.batchTargetBytes);
  expect(packRows([row, row])).toHaveLength(1);
  expect(packRows([row, { bytes: new Uint8Array(row.bytes.length + 2) }])).toHaveLength(2);
  expect(packRows([])).toEqual([]);
});
