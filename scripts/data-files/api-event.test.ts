import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapEvent } from '../../functions/src/core/mapper.ts';
import { parseJson } from '../../functions/src/core/page.ts';
import { rowText } from '../../functions/src/core/row-text.ts';
import { isApiEvent, rowOfEvent, streamOfEvent } from './api-event.ts';

const audit = { uuid: 'A', timestamp: '2026-03-01T12:00:00Z', action: 'view', object_type: 'vault' };
const usage = { uuid: 'B', timestamp: '2026-03-01T12:00:00Z', vault_uuid: 'v', item_uuid: 'i', user: {} };
const signIn = { uuid: 'C', timestamp: '2026-03-01T12:00:00Z', category: 'success', type: 'mfa_ok' };

test.each([
  [audit, 'auditevents'],
  [usage, 'itemusages'],
  [signIn, 'signinattempts'],
  [{ ...usage, action: 'fill' }, 'itemusages'],
  [{ ...signIn, item_uuid: null }, 'signinattempts'],
  [{ uuid: 'D', session_uuid: 's' }, 'signinattempts'],
  [{ uuid: 'D', user: {} }, 'itemusages'],
  [{ uuid: 'D' }, 'auditevents'],
])('%j is of %s', (event, stream) => {
  expect(streamOfEvent(event)).toBe(stream);
});

test.each([
  [audit, true],
  [{ uuid_s: 'A', action: 'view' }, false],
  [{ ...audit, uuid_s: 'theirs' }, true],
  [{ ...audit, TimeGenerated: '2026-03-01T12:00:00Z' }, false],
  [{ uuid: 'x', uuid_s: 'A', log_source: 'auditevents' }, false],
  [{}, false],
])('%j: event %s', (object, expected) => {
  expect(isApiEvent(new Set(Object.keys(object)))).toBe(expected);
});

test('the row is the one that the connector sends, whatever else the event holds', () => {
  const extra = fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
  fc.assert(
    fc.property(fc.constantFrom(audit, usage, signIn), extra, (event, more) => {
      const text = JSON.stringify({ ...more, ...event });
      const sent = parseJson(text) as typeof event;
      const row = rowOfEvent(text) ?? '';
      expect(row).toBe(rowText(mapEvent(sent, streamOfEvent(sent)), {}));
      expect(JSON.parse(row)).toMatchObject({ uuid_s: event.uuid });
    }),
    { numRuns: 100 },
  );
});

test('digits that a double cannot hold stay', () => {
  const text = JSON.stringify(audit).replace('}', ',"news":12345678901234567890}');
  expect(rowOfEvent(text)).toContain('"additional_fields":{"news":"12345678901234567890"}');
  expect(rowOfEvent('{"uuid"')).toBeUndefined();
});
