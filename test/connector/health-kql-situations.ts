/** Lives of a connector in which something is as it should not be, and what that is called. */
import { readSettings } from '../../functions/src/core/settings.ts';
import { streams } from '../../functions/src/core/stream.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { StoreError, type HttpResult } from '../../functions/src/ports.ts';
import { error } from './core-fakes/fake-api.ts';
import { pathOf } from './core-fakes/fake-store.ts';
import { countdown } from './core-fakes/step.ts';
import { tokenOf } from './core-fakes/world.ts';
import { day, minute, WatchedWorld } from './health-kql-world.ts';

type Options = Parameters<WatchedWorld['runFor']>[1];

export interface Situation {
  readonly name: string;
  /** What goes wrong after an hour in which all was well. */
  readonly begin: (world: WatchedWorld) => Options | void;
  /** `null`: the run has nothing to say. */
  readonly code: string | null;
  /** Kind and reason of what the rule reports two hours later. */
  readonly alert?: readonly (readonly [string, string])[];
}

const host = 'events.1password.com';

function answering(path: string | undefined, result: HttpResult): Situation['begin'] {
  return (world) => {
    world.api.fault = (call) => (path === undefined || call.path === path ? result : undefined);
  };
}

export function refusing(token: string): Situation['begin'] {
  return (world) => {
    world.token = token;
    world.api.validTokens = [];
  };
}

function withToken(token: string): Situation['begin'] {
  return (world) => void (world.token = token);
}

/** New events in every run, which ingestion does not take; the rows about the run it takes. */
function refusingEvents(result: HttpResult): Situation['begin'] {
  return (world) => {
    world.ingestion.fault = (rows) =>
      rows.some(({ log_source }) => log_source !== 'healthevents') ? { result, isTaken: false } : undefined;
    world.api.fault = ({ path }) => {
      if (path === 'introspect') for (const stream of streams) world.makeEvents(stream, 1);
      return undefined;
    };
  };
}

/** As if the settings of the app were changed so; the run then only reports them. */
function withSettings(changes: Readonly<Record<string, string>>): Situation['begin'] {
  const { problems = [] } = readSettings({
    apiEndpoint: `https://${host}`,
    LOGS_INGESTION_ENDPOINT: 'https://rule.example.com',
    DCR_IMMUTABLE_ID: 'dcr-1',
    AzureWebJobsStorage__accountName: 'account',
    ...changes,
  });
  return () => ({ problems });
}

const refused = [['all', 'the connector reports: API key refused, API Key Invalid']] as const;
const failing = (code: string) => [['all', `the connector reports: runs fail, ${code}`]] as const;

export const situations: readonly Situation[] = [
  { name: 'nothing new', begin: () => undefined, code: null },
  {
    name: 'new events in every run',
    begin: (world) => {
      world.api.fault = ({ path }) => {
        if (path === 'introspect') world.makeEvents('auditevents', 2, 3 * minute);
        return undefined;
      };
    },
    code: null,
  },
  {
    name: 'a key that was revoked',
    begin: answering('introspect', error(401, 'Unauthorized')),
    code: 'api-key-invalid',
    alert: refused,
  },
  { name: 'no token for events', begin: refusing('ops_abc'), code: 'api-key-invalid', alert: refused },
  {
    name: 'a key of another region',
    begin: refusing(tokenOf({ aud: ['events.1password.eu'] })),
    code: 'api-key-wrong-region',
    alert: refused,
  },
  {
    name: 'a key that expired',
    begin: refusing(tokenOf({ aud: [host], exp: Date.parse('2026-02-28T00:00:00Z') / 1000 })),
    code: 'api-key-expired',
    alert: refused,
  },
  { name: 'no key', begin: withToken(''), code: 'api-key-missing', alert: refused },
  {
    name: 'a Key Vault reference that the platform did not resolve',
    begin: withToken('@Microsoft.KeyVault(VaultName=v;SecretName=APIKey)'),
    code: 'key-vault-reference-unresolved',
    alert: refused,
  },
  {
    name: 'a key without any feature',
    begin: (world) => void (world.api.features = []),
    code: 'api-key-no-features',
    alert: failing('api-key-no-features'),
  },
  {
    name: 'a key without one feature',
    begin: (world) => void (world.api.features = ['auditevents', 'itemusages']),
    code: null,
  },
  {
    name: 'a setting that cannot be used',
    begin: withSettings({ PAGE_LIMIT: '5000' }),
    code: 'setting-invalid',
    alert: failing('setting-invalid'),
  },
  {
    name: 'an address that is none of 1Password',
    begin: withSettings({ apiEndpoint: 'https://events.example.com' }),
    code: 'api-endpoint-invalid',
    alert: failing('api-endpoint-invalid'),
  },
  {
    name: 'an API that is down',
    begin: answering(undefined, error(503, 'Service Unavailable')),
    code: 'api-unreachable',
    alert: failing('api-unreachable'),
  },
  {
    name: 'an address that answers otherwise',
    begin: answering(undefined, { status: 404, headers: {}, body: '404 page not found' }),
    code: 'api-unreachable',
    alert: failing('api-unreachable'),
  },
  {
    name: 'one stream that is down',
    begin: answering('itemusages', error(503, 'Service Unavailable')),
    code: 'api-unreachable',
    alert: [['usage', 'the connector reports: error']],
  },
  {
    name: 'introspection that is down',
    begin: answering('introspect', error(503, 'Service Unavailable')),
    code: 'api-unreachable',
  },
  {
    name: 'an API that limits',
    begin: answering(undefined, error(429, 'Too Many Requests', { 'retry-after': '900' })),
    code: 'rate-limited',
    alert: failing('rate-limited'),
  },
  {
    name: 'storage that is out of reach',
    begin: (world) => {
      world.container.fault = () => {
        throw new StoreError('unreachable', 'the storage account did not answer');
      };
    },
    code: 'checkpoint-store-unreachable',
    alert: failing('checkpoint-store-unreachable'),
  },
  {
    name: 'rows of events that are refused, those about the run not',
    begin: refusingEvents(error(403, 'Forbidden')),
    code: 'ingestion-forbidden',
    alert: failing('ingestion-forbidden'),
  },
  {
    name: 'rows of events for which there is no rule',
    begin: refusingEvents(error(404, 'Not Found')),
    code: 'ingestion-misconfigured',
    alert: failing('ingestion-misconfigured'),
  },
  {
    name: 'ingestion that is down for events',
    begin: refusingEvents(error(503, 'Service Unavailable')),
    code: 'ingestion-unreachable',
    alert: failing('ingestion-unreachable'),
  },
  {
    name: 'a fault of the connector',
    begin: (world) => {
      world.api.introspect = () => Promise.reject(new TypeError('introspect is not a function'));
    },
    code: 'internal-error',
    alert: failing('internal-error'),
  },
  {
    name: 'a stretch of the past beside new events',
    begin: (world) => {
      const from = world.clock.now() - 40 * day;
      for (let age = 39; age > 1; age -= 1) world.makeEvents('auditevents', 5, age * day);
      return { backfillFrom: from, backfillTo: from + 38 * day };
    },
    code: null,
  },
  {
    name: 'one corrupt checkpoint',
    begin: (world) => {
      const document = world.container.documents.get(pathOf('ACCOUNT', 'auditevents'));
      if (document) document.text = document.text.slice(0, -9);
    },
    code: null,
  },
  {
    name: 'a poll that fails now and then',
    begin: (world) => void (world.api.fault = countdown<HttpResult>(3, error(500, 'Internal Server Error'))),
    code: null,
  },
];

/** An hour in which all is well, and two of the situation. */
export async function live({
  begin,
}: Pick<Situation, 'begin'>): Promise<{ world: WatchedWorld; summary: Summary }> {
  const world = new WatchedWorld();
  world.makeEvents('auditevents', 3);
  await world.runFor(1);
  const options = begin(world) ?? {};
  return { world, summary: await world.runFor(2, options) };
}
