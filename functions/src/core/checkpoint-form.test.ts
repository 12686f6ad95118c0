import { describe, expect, test } from 'vitest';
import { readCheckpoint } from './checkpoint-form.ts';

const at = '2026-03-01T12:00:00.000Z';
const intent = { cursor: 'next', runId: 'RUN' };
const refused = { cursorHash: '01234567', runId: 'RUN', at };
const totals = { events: 0, batches: 1, deadLetters: 2, duplicates: 3, resets: 4 };
const backfill = { from: at, to: at, cursor: 'c', isDone: false, events: 0, isRepeat: true, intent };

/** A position with all its members. */
const whole = {
  schema: 1,
  accountUuid: 'ACC',
  integrationUuid: '',
  host: 'events.1password.com',
  apiVersion: 'v2',
  stream: 'auditevents',
  cursor: 'cursor',
  cursorSavedAt: at,
  runId: 'RUN',
  lastEventTime: at,
  recent: ['0123456789abcdef'],
  intent,
  refused,
  totals,
  previous: [{ cursor: 'before', savedAt: at }],
  backfill,
  start: { from: at, pageSize: 1_000 },
  pageSize: 1,
  catchUp: { backfillBefore: at, resentUntil: at },
};

function problemOf(value: unknown): string | undefined {
  const reading = readCheckpoint(value, 'ACC', 'auditevents');
  return 'problem' in reading ? reading.problem : undefined;
}

test('a position with all its members, and one with the least, are read', () => {
  expect(problemOf(whole)).toBeUndefined();
  const { schema, accountUuid, integrationUuid, host, apiVersion, stream, runId, totals } = whole;
  const least = { schema, accountUuid, integrationUuid, host, apiVersion, stream, runId, totals };
  expect(problemOf({ ...least, recent: [], previous: [] })).toBeUndefined();
  expect(
    problemOf({ ...whole, backfill: { from: at, to: at, isDone: true, events: 7 }, catchUp: {} }),
  ).toBeUndefined();
});

test.each([
  ['x', 'it is not a JSON object'],
  [{ ...whole, schema: 2 }, 'it was written by a newer version of the connector (schema 2)'],
  [{ ...whole, schema: '2' }, 'its schema is not known'],
  [{ ...whole, schema: 0 }, 'its schema is not known'],
  [{ ...whole, accountUuid: 'OTHER' }, 'it is of another account'],
  [{ ...whole, stream: 'itemusages' }, 'it is of another stream'],
])('%# is refused', (value, problem) => {
  expect(problemOf(value)).toBe(problem);
});

/** Values of a member that it must not have. */
const damages: Readonly<Record<string, readonly unknown[]>> = {
  integrationUuid: [undefined, 7],
  host: [undefined, null],
  apiVersion: [undefined, 'v1', ''],
  cursor: ['', 7, null],
  cursorSavedAt: ['', 'yesterday', 7],
  runId: [undefined, 7],
  lastEventTime: ['yesterday', null],
  recent: [undefined, 'x', [7], ['a', null], {}],
  intent: [null, 'x', { ...intent, cursor: 7 }, { ...intent, runId: 7 }, { cursor: 'c' }, { runId: 'r' }],
  refused: [null, 'x', { ...refused, cursorHash: 7 }, { ...refused, runId: 7 }, { ...refused, at: 'x' }],
  totals: [
    undefined,
    null,
    [],
    ...Object.keys(totals).flatMap((name) =>
      [-1, 0.5, '1', undefined].map((count) => ({ ...totals, [name]: count })),
    ),
  ],
  previous: [
    undefined,
    {},
    [null],
    [{ cursor: '', savedAt: at }],
    [{ cursor: 'c' }],
    [{ savedAt: at }],
    [{ cursor: 'c', savedAt: at }, 7],
  ],
  backfill: [
    null,
    'x',
    { ...backfill, from: 'x' },
    { ...backfill, to: undefined },
    { ...backfill, cursor: '' },
    { ...backfill, isDone: 'no' },
    { ...backfill, events: -1 },
    { ...backfill, isRepeat: 1 },
    { ...backfill, intent: {} },
  ],
  start: [null, 'x', { from: 'x', pageSize: 1 }, { from: at }, { from: at, pageSize: 0 }, { pageSize: 1 }],
  pageSize: [0, 1_001, -1, 1.5, '7', null],
  catchUp: [null, 'x', { backfillBefore: 'x' }, { resentUntil: 7 }, { backfillBefore: at, resentUntil: '' }],
};

describe.each(Object.entries(damages))('%s', (name, values) => {
  test.each(values.map((value) => [value]))('is not %j', (value) => {
    expect(problemOf({ ...whole, [name]: value })).toBe(`${name} is not readable`);
  });
});
