import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diagnose } from '../../functions/src/core/diagnosis.ts';
import { showStatus } from '../../scripts/deploy/status/show-status.ts';
import type { Row } from '../support/azure/stand-in.ts';
import {
  bare,
  canary,
  deploy,
  eventOf,
  healthOf,
  keyFor,
  now,
  setRows,
  Shared,
  stored,
  type Deployed,
} from './status-workspace.ts';

const shared = new Shared();
let place: Deployed;
let empty: Deployed | undefined;
beforeEach(async () => {
  place = await shared.renewed();
});
afterEach(async () => {
  await empty?.standIn.stop();
  empty = undefined;
});
afterAll(() => shared.stop());

async function look(
  { values, surroundings, said }: Deployed,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ code: number; out: string; err: string }> {
  said.out = '';
  said.err = '';
  const code = await showStatus({ ...values, ...more }, surroundings, { now: () => now });
  return { code, ...said };
}

/** The lines of the text that begin so. */
function line(text: string, beginning: string): string {
  return text.split('\n').find((one) => one.startsWith(beginning)) ?? '';
}

function alertOf(rule: string, minutesAgo: number): Row {
  return {
    TimeGenerated: new Date(now - minutesAgo * 60_000).toISOString(),
    SystemAlertId: `alert-${rule}-${minutesAgo}`,
    ExtendedProperties: JSON.stringify({ 'Analytic Rule Ids': JSON.stringify([rule.toUpperCase()]) }),
  };
}

const exportRule = '3bcc7f2f-5d4b-4ca8-8a1a-ee6a4ba1d1ac';

describe('status', () => {
  test('tells of a connector that works', async () => {
    const { standIn } = place;
    setRows(
      standIn,
      healthOf({ minutesAgo: 7 }),
      healthOf({ minutesAgo: 2, facts: { tokenExpiresAt: now + 30 * 86_400_000 } }),
      eventOf('audit', 3, 60),
      eventOf('audit', 5, 180),
      eventOf('audit', 6, 180),
      eventOf('usage', 60 * 24 * 2, 7_200),
    );
    const { code, out, err } = await look(place);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(line(out, 'Solution')).toMatch(/^Solution +3\.1\.0$/);
    expect(line(out, 'Deployment')).toMatch(/onepassword-connector Succeeded, 23 hours ago$/);
    const app = stored(standIn, 'Microsoft.Web/sites').name;
    expect(line(out, 'Function app')).toContain(
      `${app} Running in westeurope, reads https://events.1password.com`,
    );
    expect(line(out, 'Last run')).toMatch(/ok, 2 minutes ago, version 3\.1\.0$/);
    expect(line(out, 'API key')).toMatch(/ends in 30 days$/);
    expect(line(out, 'Watchlist')).toMatch(/PG1PW: no entries of yours$/);
    expect(line(out, 'auditevents').split(/ {2,}/)).toEqual([
      'auditevents',
      'ok (caught-up)',
      '2 minutes ago',
      '3 minutes ago',
      '4 minutes ago',
      '3',
      '3 minutes',
    ]);
    expect(line(out, 'itemusages').split(/ {2,}/)).toEqual([
      'itemusages',
      'ok (caught-up)',
      '2 minutes ago',
      '2 days ago',
      '2 days ago',
      '0',
      '-',
    ]);
    expect(line(out, 'signinattempts').split(/ {2,}/)).toEqual([
      'signinattempts',
      'ok (caught-up)',
      '2 minutes ago',
      '-',
      '-',
      '0',
      '-',
    ]);
    expect(out).toContain('18 of 18 rules are enabled.');
  });

  test('tells when rules fired, and which are off or of another version', async () => {
    const { standIn } = place;
    const rules = [...standIn.resources.values()].filter(({ type }) => /\/alertRules$/i.test(type));
    const [fired, disabled, older, stopped] = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (!fired || !disabled || !older || !stopped) throw new Error('too few rules');
    const change = (rule: typeof fired, properties: object): void => {
      standIn.resources.set(rule.id.toLowerCase(), {
        ...rule,
        properties: { ...rule.properties, ...properties },
      });
    };
    change(disabled, { enabled: false });
    change(older, { templateVersion: '1.0.0' });
    change(stopped, {
      displayName: `AUTO DISABLED ${String(stopped.properties['displayName'])}`,
      enabled: false,
    });
    standIn.tables.set('SecurityAlert', [
      alertOf(fired.name, 60),
      alertOf(fired.name, 120),
      alertOf(exportRule, 1),
    ]);
    const { out } = await look(place, { json: true });
    const { rules: told } = JSON.parse(out) as {
      rules: { available: number; active: { id: string; [key: string]: unknown }[] };
    };
    const find = ({ name }: typeof fired): object | undefined => told.active.find(({ id }) => id === name);
    expect(told.available).toBe(18);
    expect(told.active).toHaveLength(18);
    expect(find(fired)).toMatchObject({
      alertsIn30Days: 2,
      lastAlert: '2026-11-20T08:00:00.000Z',
      isEnabled: true,
      newVersion: null,
    });
    expect(find(disabled)).toMatchObject({ isEnabled: false, isAutoDisabled: false, lastAlert: null });
    expect(find(older)).toMatchObject({ version: '1.0.0', newVersion: '2.0.0' });
    expect(find(stopped)).toMatchObject({ isAutoDisabled: true });
    const text = (await look(place)).out;
    expect(text).toContain('16 of 18 rules are enabled.');
    expect(text).toMatch(/AUTO DISABLED .* switched off by Azure/);
    expect(text).toMatch(/1\.0\.0 \(new: 2\.0\.0\)/);
  });

  test('tells in the connector’s words why it collects nothing', async () => {
    setRows(
      place.standIn,
      healthOf({ minutesAgo: 32, state: 'ok' }),
      healthOf({
        outcome: 'failed',
        diagnosis: { code: 'api-unreachable', message: 'The Events API did not answer.' },
        facts: { tokenExpiresAt: now - 86_400_000 },
      }),
    );
    const { code, out } = await look(place);
    expect(code).toBe(0);
    expect(line(out, 'Last run')).toMatch(/failed, 2 minutes ago/);
    expect(line(out, 'API key')).toMatch(/expired$/);
    expect(line(out, 'api-unreachable')).toBe('api-unreachable: The Events API did not answer.');
    // The streams are told as the last run saw them that looked at them.
    expect(line(out, 'auditevents')).toContain('32 minutes ago');
  });

  test('tells of a key that is not let in', async () => {
    const diagnosis = diagnose('api-key-invalid', 'The API key is refused by 1Password.');
    setRows(place.standIn, healthOf({ outcome: 'failed', diagnosis, facts: { features: undefined } }));
    const { out } = await look(place);
    expect(line(out, 'API key')).toMatch(/not let in$/);
    expect(line(out, 'api-key-invalid')).toContain(diagnosis.message);
  });

  test('leaves probes aside, and counts the rows of the watchlist', async () => {
    const { standIn, values } = place;
    const probe = { ...healthOf({ minutesAgo: 1 }), details: { runId: 'R', probe: true, streams: {} } };
    setRows(standIn, healthOf({ minutesAgo: 4 }), probe);
    await deploy(place.azure, standIn, {
      installWatchlist: false,
      privilegedIds: ['abcdefghijklmnopqrstuvwxyz', 'bbcdefghijklmnopqrstuvwxyz'],
    });
    const { out } = await look(place, { json: true, ...values });
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      command: 'status',
      ok: true,
      lastRun: { at: '2026-11-20T08:56:00.000Z', outcome: 'ok', tokenExpiresInDays: null },
      watchlist: { alias: 'PG1PW', entries: 2 },
    });
  });

  test('tells of the content alone, and of nothing at all', async () => {
    place = empty = await bare();
    const nothing = await look(place);
    expect(nothing.code).toBe(1);
    expect(nothing.out).toContain('Nothing of the solution is here. Install it with npm run deploy.');
    await deploy(place.azure, place.standIn, {});
    const { code, out } = await look(place);
    expect(code).toBe(0);
    expect(line(out, 'Function app')).toMatch(/none: the content is installed alone$/);
    expect(line(out, 'Last run')).toMatch(/none within a day$/);
    expect(out).toContain('0 of 18 rules are enabled.');
  });

  test('leaves the connector of another workspace aside', async () => {
    const { standIn } = place;
    const rule = stored(standIn, 'Microsoft.Insights/dataCollectionRules');
    const logAnalytics = [
      { name: 'workspace', workspaceResourceId: '/subscriptions/1/resourceGroups/2/other' },
    ];
    standIn.resources.set(rule.id.toLowerCase(), {
      ...rule,
      properties: { ...rule.properties, destinations: { logAnalytics } },
    });
    const { out } = await look(place, { json: true });
    expect(JSON.parse(out)).toMatchObject({ connectors: [] });
  });

  test('works for somebody who may not read the settings of the app', async () => {
    place.standIn.denied.add('Microsoft.Web/sites/config/list/action');
    const { code, out } = await look(place, { json: true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ connectors: [{ app: { state: 'Running', apiEndpoint: null } }] });
  });

  test('says what was refused, without a stack', async () => {
    place.standIn.fail({
      path: /\/alertRules\?/,
      status: 403,
      code: 'AuthorizationFailed',
      message: 'No right to read.',
      times: 1,
    });
    const { code, out, err } = await look(place, { json: true });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^status: could not list the analytics rules\.\n +Azure says AuthorizationFailed: No right to read\./,
    );
    expect(err).not.toMatch(/\bat .*\.ts:/);
    expect(JSON.parse(out)).toMatchObject({
      command: 'status',
      outcome: 'failed',
      error: { code: 'AuthorizationFailed' },
    });
  });

  test('shows no key, though somebody wrote it into the settings', async () => {
    const { standIn } = place;
    const site = stored(standIn, 'Microsoft.Web/sites');
    const { appSettings = [] } = site.properties['siteConfig'] as {
      appSettings?: { name: string; value: string }[];
    };
    const changed = appSettings.map((one) =>
      one.name === 'APIKey' ? { ...one, value: keyFor('events.1password.com') } : one,
    );
    standIn.resources.set(site.id.toLowerCase(), {
      ...site,
      properties: { ...site.properties, siteConfig: { appSettings: changed } },
    });
    const texts = [await look(place), await look(place, { json: true })];
    for (const { out, err } of texts) expect(out + err).not.toContain(canary);
  });

  test('--watch goes on after a refusal until it is ended', async () => {
    const { standIn, values, surroundings, said } = place;
    standIn.fail({
      path: /\/contentPackages\//,
      status: 403,
      code: 'AuthorizationFailed',
      message: 'Not yet.',
      times: 1,
    });
    const end = new AbortController();
    const watched = { ...values, watch: true, interval: 1 };
    const ended = showStatus(watched, surroundings, { now: () => now, ended: end.signal });
    await expect.poll(() => said.out, { timeout: 10_000 }).toContain('rules are enabled');
    end.abort();
    expect(await ended).toBe(0);
    expect(said.err).toContain('Not yet.');
    expect(said.out.match(/2026-11-20T09:00:00\.000Z/g)?.length).toBeGreaterThan(1);
  });

  test.each([
    [{ watch: true, json: true }, /--json.*--watch/],
    [{ interval: 0 }, /--interval/],
    [{ workspace: '' }, /wants --workspace/],
    [{ root: 'nowhere' }, /nowhere.mainTemplate\.json.*build:solution/],
  ])('wrong usage: %j', async (more, message) => {
    place = empty = await bare();
    const { code, out, err } = await look(place, more);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });
});
