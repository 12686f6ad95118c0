import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diagnose } from '../../functions/src/core/diagnosis.ts';
import type { EventsApi, HttpResult } from '../../functions/src/ports.ts';
import { exchangeKey, type ExchangeOptions } from '../../scripts/deploy/key/exchange-key.ts';
import { fingerprintOf } from '../../scripts/deploy/key/judge-key.ts';
import type { StoredResource } from '../support/azure/stand-in.ts';
import {
  bare,
  canary,
  healthOf,
  keyFor,
  now,
  person,
  setRows,
  Shared,
  stored,
  type Deployed,
} from './status-workspace.ts';

const shared = new Shared();
let place: Deployed;
let empty: Deployed | undefined;
let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rotate-'));
  place = await shared.renewed();
  asked.length = 0;
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await empty?.standIn.stop();
  empty = undefined;
});
afterAll(() => shared.stop());

const newKey = keyFor('events.1password.com', { jti: 'the new one' });
const asked: string[] = [];

/** A deadline is not waited for. */
const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  ms > 20_000
    ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    : Promise.resolve();

/** 1Password, which answers this and notes where it was asked. */
function judging(features: readonly string[], status = 200): ExchangeOptions['judging'] {
  const body = status === 200 ? JSON.stringify({ uuid: 'I', features, account_uuid: 'A' }) : '{}';
  const result: HttpResult = { status, headers: {}, body };
  const api: Pick<EventsApi, 'introspect'> = { introspect: () => Promise.resolve(result) };
  return {
    clock: { now: () => now, sleep },
    apiAt: (endpoint) => {
      asked.push(endpoint);
      return api as EventsApi;
    },
  };
}

const all = ['auditevents', 'itemusages', 'signinattempts'];

interface Around {
  readonly judged?: ExchangeOptions['judging'];
  /** What happens while the command waits. */
  readonly onSleep?: (minute: number) => void;
  readonly surroundings?: Deployed['surroundings'];
}

async function rotate(more: Readonly<Record<string, unknown>> = {}, around: Around = {}) {
  const { values, said } = place;
  const { judged = judging(all), onSleep = () => {}, surroundings = place.surroundings } = around;
  const path = join(folder, 'key.txt');
  writeFileSync(path, `\ufeff${newKey}\r\n`);
  said.out = '';
  said.err = '';
  let time = now;
  const sleep = (ms: number): Promise<void> => {
    time += ms;
    onSleep((time - now) / 60_000);
    return Promise.resolve();
  };
  const patience = { now: () => time, sleep, intervalMs: 60_000 };
  const given = { ...values, 'api-key-file': path, yes: true, ...more };
  const code = await exchangeKey(given, surroundings, { ...(judged && { judging: judged }), patience });
  return { code, ...said };
}

/** A run that ended this many minutes from now, with this key. */
function tell(minute: number, key: string, more: Parameters<typeof healthOf>[0] = {}): void {
  setRows(
    place.standIn,
    healthOf({ minutesAgo: 4, facts: { tokenFingerprint: '0badc0de' } }),
    healthOf({
      minutesAgo: -minute,
      ...more,
      facts: { tokenFingerprint: fingerprintOf(key), ...more.facts },
    }),
  );
}

function values(): string[] {
  return [...place.standIn.secrets.values()].flat();
}

function writes(): string[] {
  return place.standIn.asked
    .filter((one) => /^(?:PUT|PATCH|DELETE) |^POST .*\/restart/.test(one))
    .map((one) => one.replace(/ .*\/([^/]+\/[^/?]+)\?.*/, ' $1'));
}

function setKeySetting(value: string): void {
  const site: StoredResource = stored(place.standIn, 'Microsoft.Web/sites');
  const config = site.properties['siteConfig'] as { appSettings: { name: string; value: string }[] };
  const others = config.appSettings.filter(({ name }) => name !== 'APIKey');
  const siteConfig = { ...config, appSettings: [...others, { name: 'APIKey', value }] };
  place.standIn.resources.set(site.id.toLowerCase(), {
    ...site,
    properties: { ...site.properties, siteConfig },
  });
}

describe('rotate-key', () => {
  test('checks, saves, restarts, and waits for a run with the new key', async () => {
    const before = values();
    const { code, out, err } = await rotate(
      {},
      { onSleep: (minute) => tell(minute, minute < 3 ? 'another key' : newKey) },
    );
    expect(err).toContain(
      '1Password lets the key in at https://events.1password.com: auditevents, itemusages, signinattempts.',
    );
    expect(err.match(/still used another key/g)).toHaveLength(2);
    expect(out).toMatch(
      /^The run of 2026-11-20T09:03:00\.000Z used the new key: ok\. Now revoke the old key in 1Password\.\n$/,
    );
    expect(code).toBe(0);
    expect(asked).toEqual(['https://events.1password.com']);
    expect(values()).toEqual([...before, newKey]);
    const app = stored(place.standIn, 'Microsoft.Web/sites').name;
    expect(writes()).toEqual(['PUT secrets/APIKey', `POST ${app}/restart`]);
  });

  test('does not take an older run for a new one', async () => {
    tell(-1, newKey);
    const { code, err } = await rotate({ timeout: 3 });
    expect(code).toBe(1);
    expect(err).toMatch(/no run has used it within 3 minutes/);
  });

  test('keeps the secret as the template writes it', async () => {
    const { properties } = stored(place.standIn, 'Microsoft.KeyVault/vaults/secrets');
    await rotate({ wait: false });
    const after = stored(place.standIn, 'Microsoft.KeyVault/vaults/secrets').properties;
    expect(after['contentType']).toBe(properties['contentType']);
    expect(after['attributes']).toEqual(properties['attributes']);
  });

  test('does not wait with --no-wait', async () => {
    const { code, out } = await rotate({ wait: false, json: true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      command: 'rotate-key',
      ok: true,
      outcome: 'saved',
    });
    expect(values().at(-1)).toBe(newKey);
  });

  test('tells where the run with the new key failed', async () => {
    const diagnosis = diagnose('ingestion-forbidden', 'The Logs Ingestion API answered HTTP 403.');
    const { code, out, err } = await rotate(
      { json: true },
      { onSleep: (minute) => tell(minute, newKey, { outcome: 'failed', diagnosis }) },
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      outcome: 'used',
      run: { outcome: 'failed', diagnosis },
    });
    expect(err).not.toContain(canary);
  });

  test.each([
    ['of another region', keyFor('events.1password.eu'), judging([], 401), /is for events\.1password\.eu/],
    ['revoked', newKey, judging([], 401), /revoked, or not copied whole/],
    ['without features', newKey, judging([]), /grants no kind of events/],
    ['that nobody could judge', newKey, judging([], 503), /not judged/],
    ['that is not whole', 'eyJhbGciOiJFUzI1NiJ9.half', judging(all), /not a complete API key/],
  ])('changes nothing for a key %s', async (_, key, judged, text) => {
    const before = values();
    const path = join(folder, 'other.txt');
    writeFileSync(path, key);
    const { code, err } = await rotate({ 'api-key-file': path }, { judged });
    expect(code).toBe(1);
    expect(err).toMatch(text);
    expect(err).toMatch(/Nothing was changed\.\n$/);
    expect(err).not.toContain(canary);
    expect(values()).toEqual(before);
    expect(writes()).toEqual([]);
  });

  test('warns of a key that grants less', async () => {
    const { code, err } = await rotate({ wait: false }, { judged: judging(['auditevents']) });
    expect(code).toBe(0);
    expect(err).toContain(
      'Warning: it does not grant itemusages, signinattempts; these will no longer be collected.',
    );
  });

  test('asks for the key and for consent on a terminal', async () => {
    const { surroundings } = place;
    const unwilling = { ...surroundings, questions: person(false, newKey) };
    const asking = { yes: false, 'api-key-file': undefined, wait: false };
    const before = values();
    const declined = await rotate(asking, { surroundings: unwilling });
    expect(declined).toMatchObject({ code: 1 });
    expect(declined.err).toMatch(/rotate-key: Nothing was changed\./);
    expect(values()).toEqual(before);
    const willing = { ...surroundings, questions: person(true, newKey) };
    expect((await rotate(asking, { surroundings: willing })).code).toBe(0);
    expect(values().at(-1)).toBe(newKey);
  });

  test.each([
    [{ yes: false }, /give --yes/],
    [{ 'api-key-file': undefined }, /wants --api-key-file/],
    [{ timeout: 0 }, /--timeout/],
    [{ workspace: '' }, /wants --workspace/],
  ])('wrong usage: %j', async (more, text) => {
    const { code, out, err } = await rotate(more);
    expect(code).toBe(2);
    expect(err).toMatch(text);
    expect(out).toBe('');
    expect(place.standIn.asked).toEqual([]);
  });

  test.each([
    ['holds the key itself', newKey, /does not refer to a key vault/],
    [
      'names one version',
      '@Microsoft.KeyVault(VaultName=v;SecretName=APIKey;SecretVersion=1)',
      /one version of the secret/,
    ],
  ])('refuses where the setting %s', async (_, value, text) => {
    setKeySetting(value);
    const { code, err } = await rotate();
    expect(code).toBe(1);
    expect(err).toMatch(text);
    expect(err).not.toContain(canary);
    expect(writes()).toEqual([]);
  });

  test('says so where there is no connector, or no right to read its settings', async () => {
    place.standIn.denied.add('Microsoft.Web/sites/config/list/action');
    expect((await rotate()).err).toMatch(/may not read the settings/);
    place = empty = await bare();
    const { code, out } = await rotate({ json: true });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'refused', diagnosis: { code: null } });
  });

  test('tells what Azure refuses, and restarts nothing then', async () => {
    place.standIn.fail({
      method: 'PUT',
      path: /\/secrets\//,
      status: 403,
      code: 'AuthorizationFailed',
      message: 'No.',
      times: 1,
    });
    const { code, err } = await rotate();
    expect(code).toBe(1);
    expect(err).toMatch(
      /could not save the API key in the key vault\.\n +Azure says AuthorizationFailed: No\./,
    );
    expect(writes().filter((one) => one.startsWith('POST'))).toEqual([]);
    expect(err).not.toContain(canary);
  });

  test('never shows the key, and no answer of Azure holds it', async () => {
    const texts = [
      await rotate({ wait: false }),
      await rotate({ wait: false, json: true }),
      await rotate({}, { onSleep: (minute) => tell(minute, newKey) }),
    ];
    for (const { out, err } of texts) expect(out + err).not.toContain(canary);
    expect(place.standIn.answers.join('\n')).not.toContain(canary);
    expect(place.standIn.asked.join('\n')).not.toContain(canary);
  });
});
