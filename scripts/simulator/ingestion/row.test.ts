import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnType } from '../../model/table.ts';
import { readDeclaration } from './declaration.ts';
import { storeRow } from './row.ts';

const columns = new Map<string, ColumnType>([
  ['text', 'string'],
  ['when', 'datetime'],
  ['number', 'int'],
  ['any', 'dynamic'],
]);
const declaration = { stream: 'Custom-Test', columns };
const store = (row: object, limit = 100) => storeRow({ ...row }, declaration, limit, 0);

describe('a value', () => {
  test.each<[string, unknown, unknown]>([
    ['text', 'ok', 'ok'],
    ['text', 7, undefined],
    ['when', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['when', '2026-01-02T03:04:05.123456789-03:00', '2026-01-02T06:04:05.1234567Z'],
    ['when', '2026-01-02T03:04:05.100+00:00', '2026-01-02T03:04:05.1Z'],
    ['when', 'yesterday', undefined],
    ['when', '2026-13-02T03:04:05Z', undefined],
    ['number', -(2 ** 31) + 1, -(2 ** 31) + 1],
    ['number', 2 ** 31, undefined],
    ['number', '5', undefined],
    ['number', 1.5, undefined],
    ['any', { a: [1] }, { a: [1] }],
  ])('%s %j', (name, value, stored) => {
    const { row, violations } = store({ [name]: value });
    expect(row[name]).toEqual(stored);
    expect(violations.length).toBe(stored === undefined ? 1 : 0);
  });

  test('null is no violation', () => {
    expect(store({ text: null, number: null })).toEqual({
      row: { TimeGenerated: '1970-01-01T00:00:00.000Z' },
      violations: [],
    });
  });

  test('of an undeclared column is dropped, the arrival cannot be sent', () => {
    expect(store({ other: 1, TimeGenerated: '2020-01-01T00:00:00Z' })).toEqual({
      row: { TimeGenerated: '1970-01-01T00:00:00.000Z' },
      violations: ['other: not declared, dropped', 'TimeGenerated: not declared, dropped'],
    });
  });
});

test('a long text is cut to the limit at the boundary of a character, a shorter one never', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 4, max: 60 }),
      (text, limit) => {
        const { row, violations } = store({ text }, limit);
        const kept = String(row['text']);
        expect(text.startsWith(kept)).toBe(true);
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(limit);
        expect(violations.length === 0).toBe(Buffer.byteLength(text) <= limit);
        expect(Buffer.byteLength(kept)).toBeGreaterThan(Math.min(limit - 4, Buffer.byteLength(text) - 1));
      },
    ),
  );
});

test('an object that is too long becomes the beginning of its JSON', () => {
  const { row } = store({ any: { a: 'x'.repeat(100) } }, 10);
  expect(row['any']).toBe('{"a":"xxxx');
});

test('the stream is the one of the solution, without what the platform fills', () => {
  const { stream, columns: declared } = readDeclaration();
  expect(stream).toBe('Custom-OnePasswordEventLogs');
  expect(declared.get('additional_fields')).toBe('dynamic');
  expect(declared.has('TimeGenerated') || declared.has('SourceSystem')).toBe(false);
});
