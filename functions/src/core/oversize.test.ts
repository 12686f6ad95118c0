import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { fieldsOf, mapEvent, unknownOf } from './mapper.ts';
import { cutText, isTooBig, shortenFields, stubOf } from './oversize.ts';
import { byteLength, rowText } from './row-text.ts';

const base = { uuid: 'U', timestamp: '2026-03-01T12:00:00Z', account_uuid: 'ACC' };

function shortened(fields: object) {
  return shortenFields(mapEvent({ ...base, ...fields }, 'auditevents'));
}

describe('fields', () => {
  test('a text is cut at a character', () => {
    const row = shortened({ aux_info: '\u{1F600}'.repeat(20_000) });
    expect(fieldsOf(row)['aux_info']).toBe('\u{1F600}'.repeat(15_000));
    expect(row.marks.truncated).toEqual(['aux_info']);
  });

  test('an object keeps its small members, the others are named', () => {
    const row = shortened({ actor_details: { uuid: 'P', name: 'n'.repeat(70_000), email: 'a@example.com' } });
    expect(fieldsOf(row)['actor_details']).toEqual({ uuid: 'P', email: 'a@example.com' });
    expect(row.marks.truncated).toEqual(['actor_details', 'actor_details.name']);
  });

  test('unknown fields share one column', () => {
    const row = shortened({ a: 'x'.repeat(40_000), b: 'y'.repeat(41_000), c: 1 });
    expect(Object.keys(unknownOf(row))).toEqual(['a', 'c']);
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
        for (const value of Object.values(fieldsOf(row))) {
          const bytes = typeof value === 'string' ? byteLength(value) : byteLength(JSON.stringify(value));
          expect(bytes).toBeLessThanOrEqual(limits.fieldBytes);
        }
        const sent = JSON.parse(rowText(row, { resent: true, deadLetter: 'p'.repeat(200) })) as {
          additional_fields: unknown;
        };
        expect(byteLength(JSON.stringify(sent.additional_fields))).toBeLessThanOrEqual(limits.fieldBytes);
        expect(fieldsOf(row)['action']).toBe('x');
      }),
      { numRuns: 60 },
    );
  });
});

describe('the mark of what was cut', () => {
  test('names fifty at most, each by sixty signs', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`${i}`.padStart(80, 'n'), 'x'.repeat(70_000)]),
    );
    const listed = shortened({ object_details: many }).marks.truncated ?? [];
    expect(listed).toHaveLength(50);
    expect(listed[1]).toBe(`object_details.${`0`.padStart(80, 'n')}`.slice(0, 60));
  });

  test.each([
    [1_998, true],
    [1_999, false],
  ])("keeps the event's own field of that name while it is small: %i signs, %s", (length, isKept) => {
    const field = 'f'.repeat(length);
    const row = shortened({ aux_info: 'x'.repeat(70_000), _connector: field });
    expect(row.marks).toEqual({ truncated: ['aux_info'], ...(isKept ? { field } : {}) });
  });
});

function objectOf(length: number) {
  return { object_details: { a: 'x'.repeat(length), b: '' }, aux_info: 'x'.repeat(30_000) };
}

test('an object of exactly the bound is whole', () => {
  // Quotes, colon, comma and brackets count: {"a":"…"} takes eight signs, and a comma that is not there.
  const whole = limits.fieldBytes - 2 - 3 - 2 - 2 - 3 - 2 - 2;
  expect(shortened(objectOf(whole)).marks.truncated).toBeUndefined();
  expect(shortened(objectOf(whole + 1)).marks.truncated).toEqual(['object_details', 'object_details.a']);
});

test('a stub holds a thousand signs of an id', () => {
  const row = stubOf(mapEvent({ ...base, uuid: 'U'.repeat(1_001) }, 'auditevents'));
  expect(fieldsOf(row)['uuid_s']).toBe('U'.repeat(1_000));
});

test.each([
  ['\u007f', 1],
  ['\u0080', 2],
  ['\u07ff', 2],
  ['\u0800', 3],
  ['\uffff', 3],
  ['\u{10000}', 4],
])('the sign %j takes %i bytes', (sign, bytes) => {
  expect(cutText(`${sign}xx`, bytes)).toBe(sign);
  expect(cutText(`${sign}xx`, bytes - 1)).toBe('');
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
