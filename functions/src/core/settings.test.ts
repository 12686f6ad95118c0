import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingTable } from './setting-table.ts';
import { readSettings, type Environment } from './settings.ts';

const secret = 'hunter2-hunter2-hunter2';
const good: Environment = {
  apiEndpoint: 'https://events.1password.eu/',
  APIKey: ` ${secret}\n`,
  LOGS_INGESTION_ENDPOINT: 'https://rule.westeurope-1.ingest.monitor.azure.com/',
  DCR_IMMUTABLE_ID: 'dcr-00000000000000000000000000000000',
  AzureWebJobsStorage__accountName: 'account',
};

describe('settings', () => {
  test('have the documented defaults', () => {
    expect(readSettings(good).settings).toMatchObject({
      apiEndpoint: 'https://events.1password.eu',
      apiKey: secret,
      schedule: '0 */5 * * * *',
      ingestionEndpoint: 'https://rule.westeurope-1.ingest.monitor.azure.com',
      streamName: 'Custom-OnePasswordEventLogs',
      audience: 'https://monitor.azure.com',
      lookbackHours: 24,
      runBudgetSeconds: 240,
      concurrentUploads: 4,
      pageSize: 1_000,
      overlapHours: 6,
      requestsPerMinute: 300,
      requestsPerHour: 15_000,
      streams: ['auditevents', 'itemusages', 'signinattempts'],
      dropPairs: new Set(),
      logLevel: 'info',
      backfillFrom: undefined,
    });
  });

  test('that are empty count as absent', () => {
    expect(readSettings({ ...good, PAGE_LIMIT: '  ', STREAMS: '' }).settings?.pageSize).toBe(1_000);
  });

  test('are read from the texts given', () => {
    const given = {
      STREAMS: ' SigninAttempts, auditevents',
      DROP_PAIRS: 'ssotknv/ssotkn, dlgsess/dlgdsess',
      BACKFILL_FROM: '2026-01-01T00:00:00Z',
      BACKFILL_TO: '2026-01-02T00:00:00Z',
      LOG_LEVEL: 'Debug',
      INITIAL_LOOKBACK_HOURS: '2880',
    };
    expect(readSettings({ ...good, ...given }).settings).toMatchObject({
      streams: ['auditevents', 'signinattempts'],
      dropPairs: new Set(['ssotknv/ssotkn', 'dlgsess/dlgdsess']),
      backfillFrom: Date.parse('2026-01-01T00:00:00Z'),
      logLevel: 'debug',
      lookbackHours: 2_880,
    });
  });

  test('of the earlier function are understood, and give way to ours', () => {
    const { LOGS_INGESTION_ENDPOINT: _endpoint, DCR_IMMUTABLE_ID: _id, ...rest } = good;
    const dataCollectionEndpoint =
      'https://old.ingest.monitor.azure.com/dataCollectionRules/dcr-old/streams/Custom-Old?api-version=2021-11-01-preview';
    expect(
      readSettings({ ...rest, dataCollectionEndpoint, DCR_IMMUTABLE_ID: 'dcr-new' }).settings,
    ).toMatchObject({
      ingestionEndpoint: 'https://old.ingest.monitor.azure.com',
      ruleId: 'dcr-new',
      streamName: 'Custom-Old',
    });
  });
});

describe('a setting that cannot be used is named', () => {
  test.each([
    ['INITIAL_LOOKBACK_HOURS', '2881'],
    ['INITIAL_LOOKBACK_HOURS', '-1'],
    ['RUN_BUDGET_SECONDS', '4m'],
    ['RUN_BUDGET_SECONDS', '0'],
    ['RUN_BUDGET_SECONDS', '571'],
    ['MAX_CONCURRENT_UPLOADS', '0'],
    ['PAGE_LIMIT', '1001'],
    ['STREAMS', 'auditevents,mail'],
    ['DROP_PAIRS', 'ssotknv'],
    ['schedule', '*/5 * * * *'],
    ['LOGS_INGESTION_ENDPOINT', 'http://rule.example.com'],
    ['LOGS_INGESTION_ENDPOINT', 'https://user:pass@rule.example.com'],
    ['LOGS_INGESTION_ENDPOINT', ''],
    ['DCR_IMMUTABLE_ID', ''],
    ['DCR_IMMUTABLE_ID', 'dcr/1'],
    ['ALLOW_CUSTOM_API_ENDPOINT', 'yes'],
    ['AzureWebJobsStorage', ''],
    ['BACKFILL_TO', '2020-01-01T00:00:00Z'],
    ['LOG_LEVEL', 'loud'],
  ])('%s = %s', (name, value) => {
    const more = {
      BACKFILL_FROM: '2025-01-01T00:00:00Z',
      AzureWebJobsStorage__accountName: name.startsWith('Azure') ? '' : 'a-b',
    };
    const { problems } = readSettings({ ...good, ...more, [name]: value }, 600);
    expect(problems?.map(({ setting, code }) => [setting, code])).toEqual([[name, 'setting-invalid']]);
    expect(problems?.[0]?.message).toContain(name);
    expect(problems?.[0]?.message).not.toContain('pass');
  });

  test('all of them at once, and rows can still be sent where their address is good', () => {
    const reading = readSettings({ ...good, PAGE_LIMIT: 'x', LOG_LEVEL: 'y', apiEndpoint: 'z' });
    expect(reading.problems?.map(({ setting }) => setting)).toEqual(
      ['LOG_LEVEL', 'PAGE_LIMIT', 'apiEndpoint'].toSorted((a, b) => order(a) - order(b)),
    );
    expect(reading.problems && reading.sending?.pageSize).toBe(1_000);
    const blind = readSettings({ ...good, DCR_IMMUTABLE_ID: '' });
    expect(blind.problems && blind.sending).toBeUndefined();
  });
});

function order(name: string): number {
  return name === 'apiEndpoint'
    ? 99
    : Object.values(settingTable).findIndex((setting) => setting.name === name);
}

describe('apiEndpoint', () => {
  test.each([
    'https://events.1password.com',
    'https://events.ent.1password.com/',
    'https://events.1password.ca//',
    'https://EVENTS.1password.eu',
  ])('%s is taken', (apiEndpoint) => {
    expect(readSettings({ ...good, apiEndpoint }).settings?.apiEndpoint).toBe(
      apiEndpoint.toLowerCase().replace(/\/+$/, ''),
    );
  });

  test.each([
    '',
    'events.1password.com',
    'http://events.1password.com',
    'https://1password.com.example.com',
    'https://evil1password.com',
    'https://user@events.1password.com',
    'https://events.1password.com@example.com',
    'https://events.1password.com/api',
    'https://events.1password.com?x=1',
    'ftp://events.1password.com',
    'https://localhost:8443',
  ])('%s is refused, with the addresses to choose from', (apiEndpoint) => {
    const { problems } = readSettings({ ...good, apiEndpoint });
    expect(problems?.map(({ code }) => code)).toEqual(['api-endpoint-invalid']);
    expect(problems?.[0]?.message).toContain('https://events.1password.eu');
  });

  test('may be any host when asked for, but not with a user name', () => {
    const custom = { ...good, ALLOW_CUSTOM_API_ENDPOINT: 'true' };
    expect(readSettings({ ...custom, apiEndpoint: 'http://localhost:8080/' }).settings?.apiEndpoint).toBe(
      'http://localhost:8080',
    );
    expect(readSettings({ ...custom, apiEndpoint: 'http://a:b@localhost:8080' }).problems).toHaveLength(1);
  });
});

test('no text of a secret setting is ever repeated, whatever is wrong', () => {
  const names = Object.values(settingTable).map(({ name }) => name);
  const environment = fc.dictionary(
    fc.constantFrom(...names),
    fc.constantFrom(`eyJ${secret}.eyJ${secret}.${secret}`, '', 'x', '-1'),
  );
  fc.assert(
    fc.property(environment, (env) => {
      const { problems } = readSettings({
        ...env,
        APIKey: secret,
        AzureWebJobsStorage: `AccountKey=${secret}`,
        IDENTITY_HEADER: secret,
      });
      expect(JSON.stringify(problems ?? [])).not.toContain(secret);
    }),
  );
});

function problemsOf(changes: Environment, longestRunSeconds?: number) {
  const { problems } = readSettings({ ...good, ...changes }, longestRunSeconds);
  return problems?.map(({ setting, message }) => [setting, message]);
}

/** Settings with which problems can be told. */
function sendingOf(changes: Environment) {
  const reading = readSettings({ ...good, ...changes });
  return reading.settings ? undefined : reading.sending;
}

describe('settings that belong together', () => {
  test('one way to the storage is enough, and none is too few', () => {
    const none = { AzureWebJobsStorage__accountName: '' };
    expect(problemsOf({ ...none, AzureWebJobsStorage: 'UseDevelopmentStorage=true' })).toBeUndefined();
    expect(
      problemsOf({ ...none, AzureWebJobsStorage__blobServiceUri: 'https://a.example.com' }),
    ).toBeUndefined();
    expect(problemsOf(none)).toEqual([
      [
        'AzureWebJobsStorage',
        'The setting AzureWebJobsStorage or AzureWebJobsStorage__accountName is missing.',
      ],
    ]);
  });

  test('the budget ends half a minute before the platform does', () => {
    expect(problemsOf({ RUN_BUDGET_SECONDS: '570' }, 600)).toBeUndefined();
    expect(problemsOf({ RUN_BUDGET_SECONDS: '3570' })).toBeUndefined();
    expect(problemsOf({ RUN_BUDGET_SECONDS: '571' }, 600)).toEqual([
      [
        'RUN_BUDGET_SECONDS',
        "The setting RUN_BUDGET_SECONDS must be at most 570: 30 seconds less than the function's own limit.",
      ],
    ]);
  });

  test('a stretch of the past has a beginning before its end', () => {
    const [from, to] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
    const order = [['BACKFILL_TO', 'The setting BACKFILL_TO must be later than BACKFILL_FROM.']];
    expect(problemsOf({ BACKFILL_FROM: from, BACKFILL_TO: to })).toBeUndefined();
    expect(problemsOf({ BACKFILL_FROM: from })).toBeUndefined();
    expect(problemsOf({ BACKFILL_FROM: from, BACKFILL_TO: from })).toEqual(order);
    expect(problemsOf({ BACKFILL_FROM: to, BACKFILL_TO: from })).toEqual(order);
    expect(problemsOf({ BACKFILL_TO: to })).toEqual([
      ['BACKFILL_FROM', 'The setting BACKFILL_FROM is missing, though BACKFILL_TO is there.'],
    ]);
  });

  test.each(['LOGS_INGESTION_ENDPOINT', 'DCR_IMMUTABLE_ID', 'DCR_STREAM_NAME', 'MONITOR_AUDIENCE'])(
    'without a good %s not even the problems can be sent',
    (name) => {
      expect(sendingOf({ [name]: ' /?', PAGE_LIMIT: 'x' })).toBeUndefined();
      expect(sendingOf({ PAGE_LIMIT: 'x' })).toBeDefined();
    },
  );

  test('with a bad address of the API the problems are sent, and nobody is asked', () => {
    expect(sendingOf({ apiEndpoint: 'https://events.example.com' })?.apiEndpoint).toBe(
      'https://events.1password.com',
    );
  });

  const older = 'https://old.example.com/dataCollectionRules/dcr-old/streams/Custom-Old';
  test.each([
    [older, ['https://old.example.com', 'dcr-old', 'Custom-Old']],
    [` ${older}?api-version=1 `, ['https://old.example.com', 'dcr-old', 'Custom-Old']],
    [`see ${older}`, undefined],
    ['https:///dataCollectionRules/dcr-old/streams/Custom-Old', undefined],
    ['https://old.example.com/dataCollectionRules//streams/Custom-Old', undefined],
    ['https://old.example.com/dataCollectionRules/dcr-old/streams/', undefined],
    ['', undefined],
  ])('the address of the earlier function %j is read as %j', (dataCollectionEndpoint, expected) => {
    const blank = { LOGS_INGESTION_ENDPOINT: ' ', DCR_IMMUTABLE_ID: '', DCR_STREAM_NAME: '' };
    const { settings } = readSettings({ ...good, ...blank, dataCollectionEndpoint });
    expect(settings && [settings.ingestionEndpoint, settings.ruleId, settings.streamName]).toEqual(expected);
  });
});
