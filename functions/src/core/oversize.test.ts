import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { mapEvent } from './mapper.ts';
import { cutText, isTooBig, shortenFields, stubOf } from './oversize.ts';
import { byteLength, rowText } from './row-text.ts';

const base = { uuid: 'U', timestamp: '2026-03-01T12:00:00Z', account_uuid: 'ACC' };

function shortened(fields: object) {
  return shortenFields(mapEvent({ ...base, ...fields }, 'auditevents'));
}

describe('fields', () => {
  test('a text is cut at a character', () => {
    const row = shortened({ aux_info: '\u{1F600}'.repeat(20_000) });
    expect(row.fields['aux_info']).toBe('\u{1F600}'.repeat(15_000));
    expect(row.marks.truncated).toEqual(['aux_info']);
  });

  test('an object keeps its small members, the others are named', () => {
    const row = shortened({ actor_details: { uuid: 'P', name: 'n'.repeat(70_000), email: 'a@example.com' } });
    expect(row.fields['actor_details']).toEqual({ uuid: 'P', email: 'a@example.com' });
    expect(row.marks.truncated).toEqual(['actor_details', 'actor_details.name']);
  });

  test('unknown fields share one column', () => {
    const row = shortened({ a: 'x'.repeat(40_000), b: 'y'.repeat(41_000), c: 1 });
    expect(Object.keys(row.unknown)).toEqual(['a', 'c']);
    expect(row.marks.truncated).toEqual(['additional_fields', 'additional_fields.b']);
  });

  test('what fits is not touched', () => {
    const row = mapEvent({ ...base, aux_info: 'x'.repeat(60_000) }, 'auditevents');
    expect(shortenFields(row)).toBe(row);
  });

  test('of any size end below the bound', () => {
    const long = fc
      .tuple(fc.integer({ min: 0, max: 30_000 }), fc.constantFrom('a', 'ü', '€', '\u{1F600}', '"', '\u0001'))
      .map(([n, sign]) => sign.repeat(n));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), long), long, long, (details, info, other) => {
        const row = shortened({ object_details: details, aux_info: info, other, action: 'x' });
        for (const value of Object.values(row.fields)) {
          const bytes = typeof value === 'string' ? byteLength(value) : byteLength(JSON.stringify(value));
          expect(bytes).toBeLessThanOrEqual(limits.fieldBytes);
        }
        const sent = JSON.parse(rowText(row, { resent: true, deadLetter: 'p'.repeat(200) })) as {
          additional_fields: unknown;
        };
        expect(byteLength(JSON.stringify(sent.additional_fields))).toBeLessThanOrEqual(limits.fieldBytes);
        expect(row.fields['action']).toBe('x');
      }),
      { numRuns: 60 },
    );
  });
});

test('a row is too big only beyond the bound', () => {
  const wide = Object.fromEntries(
    ['actor_details', 'object_details', 'aux_details', 'session', 'location'].map((name) => [
      name,
      { a: 'x'.repeat(59_000) },
    ]),
  );
  expect(isTooBig(mapEvent({ ...base, ...wide }, 'auditevents'))).toBe(false);
  expect(isTooBig(mapEvent({ ...base, ...wide, more: 'x'.repeat(700_000) }, 'auditevents'))).toBe(true);
});

test('a stub says which event it stands for, in well-formed text', () => {
  const row = mapEvent({ ...base, uuid: 'A\uD800B', aux_info: 'gone' }, 'auditevents');
  expect(JSON.parse(rowText(stubOf(row), { deadLetter: 'path' }))).toEqual({
    uuid_s: 'A\uFFFDB',
    timestamp: base.timestamp,
    account_uuid: 'ACC',
    log_source: 'auditevents',
    additional_fields: { _connector: { stub: true, deadLetter: 'path' } },
  });
});

test('a cut text is a beginning, and the longest that fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(60), (text, bytes) => {
      const cut = cutText(text, bytes);
      expect(text.startsWith(cut)).toBe(true);
      expect(byteLength(cut)).toBeLessThanOrEqual(bytes);
      const next = text.codePointAt(cut.length);
      expect(next === undefined || byteLength(cut + String.fromCodePoint(next)) > bytes).toBe(true);
    }),
  );
});
