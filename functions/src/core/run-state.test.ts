import { expect, test } from 'vitest';
import { parseRunState, type RunState } from './run-state.ts';

const now = 10_000_000;
const empty: RunState = { schema: 1, requests: [], moreToCome: {} };
const whole: RunState = {
  schema: 1,
  requests: [[now - 5_000, 3]],
  apiPausedUntil: now + 1,
  known: { accountUuid: 'A', integrationUuid: 'I', features: ['itemusages'], fingerprint: '01234567' },
  moreToCome: { auditevents: 2, signinattempts: 0 },
  lastRunAt: now - 1,
};

test('what was stored is read again', () => {
  expect(parseRunState(JSON.parse(JSON.stringify(whole)), now)).toEqual(whole);
});

test.each([[undefined], [null], ['x'], [[]], [{}], [{ ...whole, schema: 2 }], [{ ...whole, schema: '1' }]])(
  '%j is no state',
  (value) => {
    expect(parseRunState(value, now)).toEqual(empty);
  },
);

test.each([
  ['requests', 'x', { requests: [] }],
  ['apiPausedUntil', '1', { apiPausedUntil: undefined }],
  ['lastRunAt', null, { lastRunAt: undefined }],
  ['moreToCome', [], { moreToCome: {} }],
  [
    'moreToCome',
    { auditevents: 'x', itemusages: 1.5, signinattempts: 4, later: 1 },
    { moreToCome: { signinattempts: 4 } },
  ],
  ['known', 'x', { known: undefined }],
  ['known', { ...whole.known, accountUuid: 1 }, { known: undefined }],
  ['known', { ...whole.known, integrationUuid: 1 }, { known: undefined }],
  ['known', { ...whole.known, fingerprint: 1 }, { known: undefined }],
  ['known', { ...whole.known, features: 'x' }, { known: undefined }],
])('%s = %j is left out, and the rest is kept', (name, value, expected) => {
  expect(parseRunState({ ...whole, [name]: value }, now)).toEqual({ ...whole, ...expected });
});
