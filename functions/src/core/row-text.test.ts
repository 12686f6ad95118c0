import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapEvent, type Marks } from './mapper.ts';
import { shortenFields, stubOf } from './oversize.ts';
import { rowText, withMoreMarks } from './row-text.ts';

const event = fc.record(
  {
    uuid: fc.string(),
    timestamp: fc.constantFrom('2026-03-01T12:00:00Z', '2026-03-01T12:00:00.1234567891Z', 'yesterday'),
    country: fc.oneof(fc.string(), fc.jsonValue()),
    client: fc.jsonValue(),
    other: fc.jsonValue(),
    _connector: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const given: fc.Arbitrary<Marks> = fc.record(
  { resent: fc.constant(true), delay: fc.nat(), deadLetter: fc.string() },
  { requiredKeys: [] },
);

test('marks that come later make the text that they would have made at once', () => {
  fc.assert(
    fc.property(fc.oneof(event, fc.jsonValue()), given, given, fc.boolean(), (item, early, late, isStub) => {
      const mapped = shortenFields(mapEvent(item, 'signinattempts'));
      const row = isStub ? stubOf(mapped) : mapped;
      const text = withMoreMarks(rowText(row, early), { ...row.marks, ...early }, { resent: true, ...late });
      expect(text).toBe(rowText(row, { ...early, resent: true, ...late }));
    }),
  );
});

test.each<[string, object, Marks, string]>([
  ['nothing beside', {}, {}, '"additional_fields":{"_connector":{"resent":true}}}'],
  ['an unknown field', { b: {} }, {}, '"additional_fields":{"b":{},"_connector":{"resent":true}}}'],
  ['a mark', {}, { delay: 700 }, '"additional_fields":{"_connector":{"delay":700,"resent":true}}}'],
  ['both', { b: 1 }, { delay: 7 }, '"additional_fields":{"b":1,"_connector":{"delay":7,"resent":true}}}'],
])('a mark joins %s', (_, fields, marks, end) => {
  const whole = { uuid: 'A', timestamp: '2026-03-01T12:00:00Z', ...fields };
  const text = rowText(mapEvent(whole, 'signinattempts'), marks);
  const marked = withMoreMarks(text, marks, { resent: true });
  expect(marked.slice(marked.indexOf('"additional_fields"'))).toBe(end);
  expect(JSON.parse(marked)).toMatchObject({ uuid_s: 'A', log_source: 'signinattempts' });
});
