import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapEvent } from './mapper.ts';
import { rowColumns } from './row.generated.ts';
import { rowText } from './row-text.ts';
import { streams, type Stream } from './stream.ts';

const time = '2026-03-01T12:00:00Z';
const base = { uuid: 'U', timestamp: time };

function rowOf(item: unknown, stream: Stream = 'auditevents', marks = {}): Record<string, unknown> {
  return JSON.parse(rowText(mapEvent(item, stream), marks)) as Record<string, unknown>;
}

describe('columns', () => {
  test('a sign-in', () => {
    const event = {
      ...base,
      session_uuid: 'S',
      country: 'CA',
      category: 'success',
      type: 'mfa_ok',
      details: null,
      target_user: { uuid: 'P', user_type: 'external_user', user_account_uuid: 'OTHER' },
      client: { ip_address: '192.0.2.1' },
      location: { country: 'CA' },
      account_uuid: 'ACC',
    };
    expect(rowOf(event, 'signinattempts')).toEqual({
      uuid_s: 'U',
      timestamp: time,
      session_uuid: 'S',
      country: 'CA',
      category: 'success',
      action_type: 'mfa_ok',
      target_user: event.target_user,
      client: event.client,
      location: event.location,
      account_uuid: 'ACC',
      user_type: 'external_user',
      user_account_uuid: 'OTHER',
      log_source: 'signinattempts',
    });
  });

  test('an item usage, whose user is called otherwise', () => {
    const event = {
      ...base,
      used_version: 0,
      vault_uuid: 'v',
      item_uuid: 'i',
      action: 'fill',
      user: { type: 'user' },
    };
    expect(rowOf(event, 'itemusages')).toEqual({
      uuid_s: 'U',
      timestamp: time,
      used_version: 0,
      vault_uuid: 'v',
      item_uuid: 'i',
      action: 'fill',
      user: { type: 'user' },
      user_type: 'user',
      log_source: 'itemusages',
    });
  });

  test('an audit event with a number stays an audit event', () => {
    expect(rowOf({ ...base, action: 'join', object_type: 'gm', aux_id: 7 })).toEqual({
      uuid_s: 'U',
      timestamp: time,
      action: 'join',
      object_type: 'gm',
      aux_id: 7,
      log_source: 'auditevents',
    });
  });
});

describe('what has no column goes to additional_fields', () => {
  test.each(['uuid_s', 'action_type', 'log_source', 'TimeGenerated', 'SourceSystem', 'additional_fields'])(
    'a field named like a column that we fill: %s',
    (name) => {
      expect(rowOf({ ...base, [name]: 'theirs' })).toEqual({
        uuid_s: 'U',
        timestamp: time,
        log_source: 'auditevents',
        additional_fields: { [name]: 'theirs' },
      });
    },
  );

  test.each([
    ['an unknown field', { news: [1, { a: null }] }],
    ['a field of another kind of event', { item_uuid: 'x', category: 'success' }],
    ['a text where an object belongs', { session: 'text' }],
    ['a number where a text belongs', { aux_info: 5 }],
    ['a name that JavaScript treats in its own way', JSON.parse('{"__proto__":{"a":1}}') as object],
  ])('%s', (_name, fields) => {
    expect(JSON.stringify(rowOf({ ...base, ...fields })['additional_fields'])).toBe(
      JSON.stringify(Object.fromEntries(Object.entries(fields).toSorted())),
    );
  });

  test('a field named as our marks stands under them', () => {
    expect(rowOf({ ...base, _connector: 1, other: 2 })['additional_fields']).toEqual({
      other: 2,
      _connector: { field: 1 },
    });
  });
});

describe('numbers', () => {
  test.each([2_147_483_648, -2_147_483_649, '9007199254740993'])('aux_id %s keeps its digits', (value) => {
    const row = rowOf({ ...base, aux_id: value });
    expect(row['aux_id']).toBeUndefined();
    expect(row['additional_fields']).toEqual({ _connector: { auxId: String(value) } });
  });

  test('another integer column keeps its digits under its own name', () => {
    expect(rowOf({ ...base, used_version: 4_294_967_296 }, 'itemusages')['additional_fields']).toEqual({
      used_version: '4294967296',
    });
  });
});

describe('marks', () => {
  test.each(['2026-03-01T12:00:00.123456789Z', '2026-03-01T12:00:00+01:00'])(
    '%s is kept as it came',
    (timestamp) => {
      const row = rowOf({ ...base, timestamp });
      expect(row['timestamp']).toBe(timestamp);
      expect(row['additional_fields']).toEqual({ _connector: { time: timestamp } });
    },
  );

  test('stand beside unknown fields', () => {
    expect(rowOf({ ...base, x: 1 }, 'auditevents', { resent: true })['additional_fields']).toEqual({
      x: 1,
      _connector: { resent: true },
    });
  });
});

describe('events that are not whole', () => {
  test.each([
    ['text', 'not-an-object'],
    [null, 'not-an-object'],
    [[1], 'not-an-object'],
    [{ timestamp: time }, 'no-uuid'],
    [{ uuid: '', timestamp: time }, 'no-uuid'],
    [{ uuid: 7, timestamp: time }, 'no-uuid'],
    [{ uuid: 'U' }, 'no-timestamp'],
    [{ uuid: 'U', timestamp: 'yesterday' }, 'no-timestamp'],
  ])('%j: %s', (item, problem) => {
    const row = mapEvent(item, 'auditevents');
    expect(row.problem).toBe(problem);
    expect(JSON.parse(rowText(row, {}))).toMatchObject({ log_source: 'auditevents' });
  });

  test('what cannot be read stays to be seen', () => {
    expect(rowOf({ uuid: 'U', timestamp: 'yesterday' })).toEqual({
      uuid_s: 'U',
      log_source: 'auditevents',
      additional_fields: { timestamp: 'yesterday' },
    });
  });

  test('an event nested too deep becomes a stub', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    const row = mapEvent({ ...base, deep }, 'itemusages');
    expect(row.problem).toBe('too-deep');
    expect(JSON.parse(rowText(row, {}))).toEqual({
      uuid_s: 'U',
      timestamp: time,
      log_source: 'itemusages',
      additional_fields: { _connector: { stub: true } },
    });
  });
});

describe('what is kept of an odd event', () => {
  test.each<[unknown, object]>([
    ['text', { item: 'text' }],
    [7, { item: 7 }],
    [true, { item: true }],
  ])('%j', (item, unknown) => {
    expect(rowOf(item)).toEqual({ log_source: 'auditevents', additional_fields: unknown });
  });

  test.each([[null], [[1]]])('nothing of %j, which the dead letters have', (item) => {
    expect(rowOf(item)).toEqual({ log_source: 'auditevents' });
  });

  test('a long time is a mark, shortened', () => {
    const timestamp = `2026-03-01T12:00:00.${'1'.repeat(200)}Z`;
    const { time: mark } = mapEvent({ ...base, timestamp }, 'auditevents').marks;
    expect(mark).toBe(timestamp.slice(0, 100));
  });

  test('all marks at once', () => {
    const timestamp = '2026-03-01T12:00:00.123456789Z';
    const { marks } = mapEvent({ ...base, timestamp, aux_id: 2 ** 40, _connector: 1 }, 'auditevents');
    expect(marks).toEqual({ time: timestamp, auxId: String(2 ** 40), field: 1 });
  });

  test('a stub of one nested too deep, without an id and a time, has neither', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    const of = (event: object): unknown => rowOf({ deep, ...event }, 'itemusages');
    const additional_fields = { _connector: { stub: true } };
    expect(of({})).toEqual({ log_source: 'itemusages', additional_fields });
    expect(of({ timestamp: 'yesterday', uuid: 'U' })).toEqual({
      uuid_s: 'U',
      log_source: 'itemusages',
      additional_fields,
    });
    const timestamp = '2026-03-01T13:00:00+01:00';
    expect(of({ timestamp, uuid: 'U' })).toMatchObject({
      additional_fields: { _connector: { stub: true, time: timestamp } },
    });
  });

  test('another fault than a deep nesting is not hidden', () => {
    const item = Object.defineProperty({ ...base }, 'session', {
      enumerable: true,
      get: () => {
        throw new TypeError('not to be read');
      },
    });
    expect(() => mapEvent(item, 'auditevents')).toThrow('not to be read');
  });
});

describe('the kind of a person', () => {
  test.each([
    [{ user_type: 'guest', type: 'user' }, 'guest'],
    [{ type: 'user' }, 'user'],
    [{ type: 'external_user' }, 'external_user'],
    [{ type: 'robot' }, undefined],
    [{ user_type: '', type: 7 }, undefined],
  ])('%j: %s', (user, kind) => {
    const row = rowOf({ ...base, user }, 'itemusages');
    expect(row['user_type']).toBe(kind);
    expect('user_type' in row).toBe(kind !== undefined);
  });
});

describe('a number of a version or an id', () => {
  test.each<[unknown, unknown, unknown]>([
    [7, 7, undefined],
    [-(2 ** 31), -(2 ** 31), undefined],
    [1.5, undefined, 1.5],
    [2 ** 31, undefined, String(2 ** 31)],
    [2 ** 60, undefined, 2 ** 60],
    ['12345678901', undefined, '12345678901'],
    ['-12345678901', undefined, '-12345678901'],
    ['x12345678901', undefined, 'x12345678901'],
    ['7', undefined, '7'],
    [[7], undefined, [7]],
    [[], undefined, []],
  ])('%j fills the column with %j, the rest with %j', (value, column, other) => {
    const { used_version: found, additional_fields: rest } = rowOf(
      { ...base, used_version: value },
      'itemusages',
    );
    expect([found, (rest as { used_version?: unknown } | undefined)?.used_version]).toEqual([column, other]);
  });

  test.each([
    ['x12345678901'],
    ['12345678901x'],
    [1.5],
    [2 ** 60],
    [[12_345_678_901]],
    [true],
    ['123456789'],
  ])('aux_id %j is no number of digits, and stays as it came', (value) => {
    expect(rowOf({ ...base, aux_id: value })['additional_fields']).toEqual({ aux_id: value });
  });
});

test('unknown fields are in the order of their names', () => {
  expect(mapEvent({ ...base, c: 1, a: 2, b: 3 }, 'auditevents').unknownText).toBe('{"a":2,"b":3,"c":1}');
});

test('any event: no column is unknown or of another type, and no field is lost', () => {
  const types = new Map<string, string>(rowColumns.map(({ name, type }) => [name, type]));
  const fieldName = fc.oneof(fc.constantFrom(...types.keys(), 'uuid', 'type'), fc.string());
  const event = fc.dictionary(fieldName, fc.oneof(fc.jsonValue(), fc.maxSafeInteger(), fc.constant(time)));
  fc.assert(
    fc.property(event, fc.constantFrom(...streams), (item, stream) => {
      const sent = JSON.parse(JSON.stringify(item)) as Record<string, unknown>;
      const row = rowOf(sent, stream);
      for (const [name, value] of Object.entries(row)) {
        const type = types.get(name);
        expect([name, value, isGood(type, value)]).toEqual([name, value, true]);
      }
      const all = JSON.stringify(row);
      for (const value of Object.values(sent)) {
        if (value === null) continue;
        const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
        expect(all).toContain(text);
      }
    }),
    { numRuns: 500 },
  );
});

function isGood(type: string | undefined, value: unknown): boolean {
  if (type === 'int') return value === (Number(value) | 0);
  if (type === 'dynamic') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return type !== undefined && typeof value === 'string';
}
