import { describe, expect, test } from 'vitest';
import { diagnose } from '../../functions/src/core/diagnosis.ts';
import { runDoctor } from '../../scripts/deploy/doctor/run-doctor.ts';
import { fingerprintOf } from '../../scripts/deploy/key/judge-key.ts';
import { answering, causeOf, consult, here, keyFile, openPractice } from './doctor-practice.ts';
import { canary, eventOf, healthOf, keyFor, now, setRows } from './status-workspace.ts';

openPractice();

describe('a workspace in good health', () => {
  test('has seven good links and three reassuring answers', async () => {
    setRows(here().standIn, healthOf(), eventOf('audit', 3));
    const told = await consult();
    expect(told).toMatchObject({ code: 0, ok: true, broken: null });
    expect(told.links.map(({ link, state }) => `${link} ${state}`)).toEqual([
      'key ok',
      'events-api ok',
      'function ok',
      'identity ok',
      'rule ok',
      'table ok',
      'rules ok',
    ]);
    expect(told.answers.map(({ answer }) => answer)).toEqual([
      'No, rows arrive: the newest 2 minutes ago.',
      'No, events arrive: the newest 3 minutes ago.',
      'No, the last run was let in with it.',
    ]);
  });

  test('is told as text, with each link while it is looked at', async () => {
    setRows(here().standIn, healthOf(), eventOf('audit', 3));
    const { values, surroundings, said } = here();
    expect(await runDoctor(values, surroundings, { now })).toBe(0);
    expect(said.err.split('\n')[0]).toBe('API key ...');
    expect(said.out).toMatch(/^ok {7}API key {15}The last run used it 2 minutes ago/);
    expect(said.out).toMatch(/doctor: no link is broken\.\n$/);
  });

  test('asks 1Password about a key that is given', async () => {
    const key = keyFor('events.1password.com', { exp: now / 1_000 + 10 * 86_400 });
    setRows(
      here().standIn,
      healthOf({ facts: { tokenFingerprint: fingerprintOf(key) } }),
      eventOf('audit', 3),
    );
    const told = await consult(keyFile(key));
    expect(told.code).toBe(0);
    expect(told.links[0]?.found).toBe(
      'It is whole, and 1Password lets it in. It ends in 10 days: issue another, and set it with npm run rotate-key.',
    );
    expect(told.links[0]?.notes).toBeUndefined();
    expect(told.links[1]?.found).toBe(
      'events.1password.com answers and grants auditevents, itemusages, signinattempts.',
    );
    expect(told.text).not.toContain(canary);
  });

  test('is not called broken because little happens, or is missing from the key', async () => {
    const some = { facts: { features: ['auditevents'] } };
    setRows(here().standIn, healthOf(some));
    const told = await consult();
    expect(told.code).toBe(0);
    expect(told.links.find(({ link }) => link === 'events-api')?.notes).toHaveLength(2);
    expect(told.links.find(({ link }) => link === 'table')?.found).toMatch(/no event has arrived in 30 days/);
    expect(told.answers[1]?.answer).toMatch(/^Yes, and the connector is well/);
  });
});

describe('the key', () => {
  test.each([
    [diagnose('api-key-expired', 'The API key expired at 2026-11-19T00:00:00Z.')],
    [diagnose('api-key-missing')],
    [diagnose('api-key-no-features', 'The API key grants no kind of events.')],
    [
      diagnose(
        'api-key-wrong-region',
        'The API key is for events.1password.eu. Set apiEndpoint to https://events.1password.eu.',
      ),
    ],
  ])('is what the last run complained of: %j', async (diagnosis) => {
    setRows(here().standIn, healthOf({ outcome: 'failed', diagnosis, facts: { features: undefined } }));
    const told = await consult();
    expect(causeOf(told)).toMatchObject({ link: 'key', code: diagnosis.code, found: diagnosis.message });
    for (const { answer } of told.answers.slice(1)) expect(answer).toContain(diagnosis.message);
  });

  test.each([
    ['eyJhbGciOiJFUzI1NiJ9.half', 'api-key-invalid', /not a complete API key/],
    ['Bearer eyJhbGciOiJFUzI1NiJ9', 'api-key-invalid', /the word Bearer/],
  ])('%s has not the form of one', async (key, code, text) => {
    const cause = causeOf(await consult(keyFile(key)));
    expect(cause).toMatchObject({ link: 'key', code });
    expect(cause.found).toMatch(text);
  });

  test.each([
    [keyFor('events.1password.eu'), 'api-key-wrong-region', /is for events\.1password\.eu/],
    [keyFor('events.1password.com', { exp: 1 }), 'api-key-expired', /expired at 1970/],
    [keyFor('events.1password.com'), 'api-key-invalid', /revoked, or not copied whole/],
  ])('is refused by 1Password', async (key, code, text) => {
    const told = await consult(keyFile(key), answering({ status: 401, headers: {}, body: '{}' }));
    const cause = causeOf(told);
    expect(cause).toMatchObject({ link: 'key', code });
    expect(cause.found).toMatch(text);
    expect(told.answers[2]?.answer).toMatch(text);
    expect(told.text).not.toContain(canary);
  });

  test('is good, but the connector has another one that is refused', async () => {
    const diagnosis = diagnose('api-key-invalid', 'The API key is refused by 1Password.');
    setRows(here().standIn, healthOf({ outcome: 'failed', diagnosis, facts: { features: undefined } }));
    const cause = causeOf(await consult(keyFile(keyFor('events.1password.com'))));
    expect(cause.found).toMatch(/^The key given is not the one that the connector uses/);
    expect(cause.remedy).toMatch(/rotate-key/);
  });

  test('cannot be read', async () => {
    const { values, surroundings, said } = here();
    expect(await runDoctor({ ...values, 'api-key-file': 'nowhere/key.txt' }, surroundings, { now })).toBe(2);
    expect(said.err).toMatch(/cannot read the API key from nowhere.key\.txt \(ENOENT\)/);
  });
});

describe('the Events API', () => {
  test('does not answer the doctor', async () => {
    const silent = answering({ status: undefined, reason: 'connection refused' });
    const told = await consult(keyFile(keyFor('events.1password.com')), silent);
    expect(causeOf(told)).toMatchObject({ link: 'events-api', code: 'api-unreachable' });
    expect(told.text).not.toContain(canary);
  });

  test('does not answer the connector', async () => {
    const diagnosis = diagnose('api-unreachable', 'The Events API did not answer as it should: HTTP 503.');
    setRows(here().standIn, healthOf({ outcome: 'failed', diagnosis }));
    expect(causeOf(await consult())).toMatchObject({ link: 'events-api', found: diagnosis.message });
  });

  test('limits the connector, which is no fault', async () => {
    const diagnosis = diagnose('rate-limited', 'The limit of requests is reached.');
    setRows(here().standIn, healthOf({ outcome: 'degraded', diagnosis }), eventOf('audit', 3));
    expect(await consult()).toMatchObject({ code: 0, broken: null });
  });
});
