import { describe, expect, test } from 'vitest';
import { diagnose } from '../../functions/src/core/diagnosis.ts';
import { runDoctor } from '../../scripts/deploy/doctor/run-doctor.ts';
import type { StoredResource } from '../support/azure/stand-in.ts';
import {
  type Told,
  causeOf,
  change,
  consult,
  forget,
  here,
  moveTo,
  openPractice,
  setSetting,
  site,
} from './doctor-practice.ts';
import { bare, canary, deploy, eventOf, healthOf, keyFor, now, setRows, stored } from './status-workspace.ts';

openPractice();

const rule = (): StoredResource => stored(here().standIn, 'Microsoft.Insights/dataCollectionRules');

describe('the function app', () => {
  test('is not there: the content was installed alone', async () => {
    const empty = await bare();
    moveTo(empty);
    await deploy(empty.azure, empty.standIn, {});
    const told = await consult();
    await empty.standIn.stop();
    expect(causeOf(told)).toMatchObject({ link: 'function' });
    expect(told.answers[0]?.answer).toMatch(/no connector for this workspace.*npm run deploy/);
  });

  test.each([
    ['is stopped', () => change(site(), {}, { state: 'Stopped' }), /does not run: its state is Stopped/],
    ['is disabled', () => change(site(), {}, { enabled: false }), /does not run/],
    [
      'lacks its code',
      () => here().standIn.functions.set(site().id.toLowerCase(), []),
      /code did not arrive/,
    ],
    [
      'is switched off by a setting',
      () => setSetting('AzureWebJobs.PollEvents.Disabled', 'true'),
      /is disabled/,
    ],
    [
      'lacks a setting',
      () => setSetting('DCR_IMMUTABLE_ID', undefined),
      /lacks the setting DCR_IMMUTABLE_ID/,
    ],
    [
      'has a wrong address',
      () => setSetting('apiEndpoint', 'https://events.example.com'),
      /not a host of 1Password/,
    ],
    ['is gone', () => here().standIn.resources.delete(site().id.toLowerCase()), /is gone/],
  ])('%s', async (_, spoil, text) => {
    spoil();
    const cause = causeOf(await consult());
    expect(cause.link).toBe('function');
    expect(cause.found).toMatch(text);
  });

  test('holds the key itself, which is worth a note and is not shown', async () => {
    setRows(here().standIn, healthOf(), eventOf('audit', 3));
    setSetting('APIKey', keyFor('events.1password.com'));
    const told = await consult();
    expect(told.code).toBe(0);
    expect(told.links.find(({ link }) => link === 'function')?.notes?.[0]).toMatch(
      /holds no reference to a key vault/,
    );
    expect(told.text).not.toContain(canary);
  });

  test('keeps its settings from this sign-in, and the doctor goes on', async () => {
    setRows(here().standIn, healthOf(), eventOf('audit', 3));
    here().standIn.denied.add('Microsoft.Web/sites/config/list/action');
    const told = await consult();
    expect(told.code).toBe(0);
    expect(told.links.find(({ link }) => link === 'function')?.notes?.[0]).toMatch(
      /may not read the settings/,
    );
  });
});

describe('the identity', () => {
  const roles = [
    [
      '4633458b-17de-408a-b874-0445c86b69e6',
      'Key Vault Secrets User',
      /secrets/i,
      'key-vault-reference-unresolved',
    ],
    [
      'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
      'Storage Blob Data Owner',
      /storageAccounts/i,
      'checkpoint-store-unreachable',
    ],
    [
      '3913510d-42f4-4e42-8a64-420c390055eb',
      'Monitoring Metrics Publisher',
      /dataCollectionRules/i,
      'ingestion-forbidden',
    ],
    ['3913510d-42f4-4e42-8a64-420c390055eb', 'Monitoring Metrics Publisher', /components/i, undefined],
  ] as const;

  test.each(roles)('lacks the role %s (%s)', async (role, title, scope, code) => {
    const assignments = [...here().standIn.resources.values()].filter(
      ({ id, type, properties }) =>
        /roleAssignments$/i.test(type) &&
        scope.test(id) &&
        String(properties['roleDefinitionId']).endsWith(role),
    );
    expect(assignments).toHaveLength(1);
    for (const { id } of assignments) here().standIn.resources.delete(id.toLowerCase());
    const cause = causeOf(await consult());
    expect(cause).toMatchObject({ link: 'identity', ...(code && { code }) });
    expect(cause.found).toContain(title);
    expect(cause.remedy).toContain(`az role assignment create`);
  });

  test.each([
    [
      'is gone',
      () => forget('Microsoft.ManagedIdentity/userAssignedIdentities'),
      /identity of the connector is gone/,
    ],
    [
      'is not that of the app',
      () => change(site(), { identity: { userAssignedIdentities: {} } }),
      /does not run as/,
    ],
    ['is not named by the settings', () => setSetting('AZURE_CLIENT_ID', 'another'), /AZURE_CLIENT_ID/],
    [
      'finds no secret',
      () => forget('Microsoft.KeyVault/vaults/secrets'),
      /which is not there|lacks the role/,
    ],
    [
      'finds a disabled secret',
      () =>
        change(
          stored(here().standIn, 'Microsoft.KeyVault/vaults/secrets'),
          {},
          { attributes: { enabled: false } },
        ),
      /is disabled/,
    ],
    [
      'finds a secret past its end',
      () =>
        change(
          stored(here().standIn, 'Microsoft.KeyVault/vaults/secrets'),
          {},
          { attributes: { enabled: true, exp: 5 } },
        ),
      /is past its end/,
    ],
  ])('%s', async (_, spoil, text) => {
    spoil();
    const cause = causeOf(await consult());
    expect(cause.link).toBe('identity');
    expect(cause.found).toMatch(text);
  });
});

test('a role other than the one needed is not enough', async () => {
  const { standIn } = here();
  const assignment = [...standIn.resources.values()].find(
    ({ id, type }) => /roleAssignments$/i.test(type) && /dataCollectionRules/i.test(id),
  );
  if (!assignment) throw new Error('no assignment');
  const reader = '/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7';
  change(assignment, {}, { roleDefinitionId: reader });
  expect(causeOf(await consult())).toMatchObject({ link: 'identity', code: 'ingestion-forbidden' });
});

describe('the data collection rule', () => {
  test.each([
    ['has another id than the setting', () => setSetting('DCR_IMMUTABLE_ID', 'dcr-0'), /names dcr-0/],
    [
      'has another address',
      () => setSetting('LOGS_INGESTION_ENDPOINT', 'https://other.example.com'),
      /LOGS_INGESTION_ENDPOINT/,
    ],
    [
      'lacks the stream',
      () => setSetting('DCR_STREAM_NAME', 'Custom-Other'),
      /stream Custom-Other .* is not declared/,
    ],
    ['leads elsewhere', () => change(rule(), {}, { dataFlows: [] }), /does not lead the stream/],
  ])('%s', async (_, spoil, text) => {
    spoil();
    const cause = causeOf(await consult());
    expect(cause).toMatchObject({ link: 'rule', code: 'ingestion-misconfigured' });
    expect(cause.found).toMatch(text);
  });
});

describe('the table', () => {
  test('is gone', async () => {
    forget('Microsoft.OperationalInsights/workspaces/tables');
    expect(causeOf(await consult())).toMatchObject({
      link: 'table',
      found: expect.stringContaining('is not there') as string,
    });
  });

  test('gets no rows', async () => {
    const told = await consult();
    expect(causeOf(told)).toMatchObject({ link: 'table' });
    expect(told.answers[0]?.answer).toMatch(/No health row has arrived within the last day/);
    expect(told.answers[1]?.answer).toMatch(/not even health events/);
  });

  test('gets no rows any more, and old ones are not taken for news', async () => {
    const diagnosis = diagnose('api-key-expired', 'The API key expired.');
    setRows(here().standIn, healthOf({ minutesAgo: 45, outcome: 'failed', diagnosis }));
    const cause = causeOf(await consult());
    expect(cause.link).toBe('table');
    expect(cause.found).toContain('45 minutes ago');
  });

  test('gets health rows of a connector whose streams are all refused', async () => {
    setRows(
      here().standIn,
      healthOf({ outcome: 'failed', state: 'error', reason: 'api-unavailable', message: 'HTTP 500.' }),
    );
    const told = await consult();
    expect(causeOf(told).found).toMatch(/collects nothing: auditevents \(error\).*HTTP 500\./);
    expect(told.answers[1]?.answer).toContain('HTTP 500.');
  });
});

describe('the rules', () => {
  test('are all off', async () => {
    for (const { id, type } of here().standIn.resources.values()) {
      if (/\/alertRules$/i.test(type)) here().standIn.resources.delete(id.toLowerCase());
    }
    setRows(here().standIn, healthOf(), eventOf('audit', 3));
    const told = await consult();
    expect(causeOf(told)).toMatchObject({
      link: 'rules',
      found: expect.stringContaining('None of the 18 rules') as string,
    });
    expect(told.answers[0]?.answer).toMatch(/^No, rows arrive/);
  });

  test('were switched off by Azure', async () => {
    setRows(here().standIn, healthOf(), eventOf('audit', 3));
    const rule = [...here().standIn.resources.values()].find(({ type }) => /\/alertRules$/i.test(type));
    if (!rule) throw new Error('no rule');
    change(rule, {}, { displayName: 'AUTO DISABLED 1Password - Vault export', enabled: false });
    expect(causeOf(await consult()).found).toMatch(
      /Azure has switched off AUTO DISABLED 1Password - Vault export/,
    );
  });
});

test('a doctor who may not look says so', async () => {
  here().standIn.fail({
    path: /roleAssignments/,
    status: 403,
    code: 'AuthorizationFailed',
    message: 'No.',
    times: 1,
  });
  const { values, surroundings, said } = here();
  expect(await runDoctor(values, surroundings, { now })).toBe(1);
  expect(said.err).toMatch(
    /doctor: could not list the role assignments\.\n +Azure says AuthorizationFailed: No\./,
  );
});

test('rules that are off are not why there are no rows', async () => {
  const { standIn, values, surroundings, said } = here();
  for (const { id, type } of standIn.resources.values()) {
    if (/\/alertRules$/i.test(type)) standIn.resources.delete(id.toLowerCase());
  }
  // A minute after the deployment.
  await runDoctor({ ...values, json: true }, surroundings, { now: now - 86_400_000 });
  const { links, answers } = JSON.parse(said.out) as Told;
  expect(links.slice(-2).map(({ link, state }) => `${link} ${state}`)).toEqual([
    'table skipped',
    'rules broken',
  ]);
  expect(answers[0]?.answer).toBe(
    'No row has arrived yet: after a deployment the first may take 30 minutes.',
  );
});

test('a second connector of the workspace is named', async () => {
  const { standIn } = here();
  setRows(standIn, healthOf(), eventOf('audit', 3));
  const second = { ...rule(), name: 'second', tags: { '1password-connector': 'zz-second' } };
  const id = rule().id.replace(/[^/]+$/, 'second');
  standIn.resources.set(id.toLowerCase(), { ...second, id });
  const told = await consult();
  expect(told.code).toBe(0);
  expect(told.links.find(({ link }) => link === 'function')?.notes).toEqual([
    'This workspace has another connector, zz-second, which was not looked at.',
  ]);
});

describe('what the last run complained of', () => {
  test.each([
    ['api-key-missing', 'key'],
    ['api-key-invalid', 'key'],
    ['api-key-expired', 'key'],
    ['api-key-wrong-region', 'key'],
    ['api-key-no-features', 'key'],
    ['key-vault-reference-unresolved', 'identity'],
    ['api-endpoint-invalid', 'events-api'],
    ['api-unreachable', 'events-api'],
    ['ingestion-forbidden', 'identity'],
    ['ingestion-unreachable', 'rule'],
    ['ingestion-misconfigured', 'rule'],
    ['checkpoint-store-unreachable', 'identity'],
    ['setting-invalid', 'function'],
    ['internal-error', 'function'],
  ] as const)('%s breaks the link %s', async (code, link) => {
    setRows(here().standIn, healthOf({ outcome: 'failed', diagnosis: diagnose(code, 'What was found.') }));
    const cause = causeOf(await consult());
    expect(cause).toMatchObject({ link, code });
    expect(cause.remedy).toMatch(/\.$/);
  });

  test.each(['rate-limited', 'checkpoint-corrupt', 'another-run-active'] as const)(
    '%s passes by itself',
    async (code) => {
      const diagnosis = diagnose(code, 'What was found.');
      setRows(here().standIn, healthOf({ outcome: 'degraded', diagnosis }), eventOf('audit', 3));
      expect(await consult()).toMatchObject({ code: 0, broken: null });
    },
  );
});
