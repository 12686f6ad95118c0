import {
  flag,
  integer,
  matching,
  oneOf,
  Refusal,
  secureAddress,
  text,
  type Setting,
} from './settings-form.ts';
import { streams, type Stream } from './stream.ts';
import { parseTimestamp } from './timestamp.ts';

/**
 * Every setting of the connector, in the order of its page. The names are public: apps in use have them.
 */
export const settingTable = {
  apiEndpoint: {
    name: 'apiEndpoint',
    meaning: 'Base address of the 1Password Events API.',
    allowed: 'a host below 1password.com, 1password.ca or 1password.eu, over https',
    parse: (value: string) => value.replace(/\/+$/, ''),
  },
  apiKey: {
    name: 'APIKey',
    meaning: 'Token for Events Reporting; in Azure a reference to the secret in Key Vault.',
    allowed: 'a token',
    isSecret: true,
    parse: text,
  },
  schedule: {
    name: 'schedule',
    meaning: 'When the connector runs: seconds, minutes, hours, day, month, day of the week; UTC.',
    initial: '0 */5 * * * *',
    allowed: 'an NCRONTAB expression of six fields',
    parse: matching(/^(?:[\w*,/-]+\s+){5}[\w*,/-]+$/, 'an NCRONTAB expression of six fields'),
  },
  ingestionEndpoint: {
    name: 'LOGS_INGESTION_ENDPOINT',
    meaning: 'Address of the Logs Ingestion API, of the data collection rule or of its endpoint.',
    allowed: 'an address over https',
    isRequired: true,
    parse: secureAddress,
  },
  ruleId: {
    name: 'DCR_IMMUTABLE_ID',
    meaning: 'Immutable id of the data collection rule.',
    allowed: 'an id such as dcr-00000000000000000000000000000000',
    isRequired: true,
    parse: matching(/^[\w.-]{1,200}$/, 'an id of letters, digits and dashes'),
  },
  streamName: {
    name: 'DCR_STREAM_NAME',
    meaning: 'Stream of the data collection rule.',
    initial: 'Custom-OnePasswordEventLogs',
    allowed: 'the name of a stream',
    parse: matching(/^[\w.-]{1,200}$/, 'a name of letters, digits and dashes'),
  },
  storageConnection: {
    name: 'AzureWebJobsStorage',
    meaning: 'Storage for positions and lock, as a connection string; rather name the account.',
    allowed: 'a connection string',
    isSecret: true,
    parse: text,
  },
  storageAccount: {
    name: 'AzureWebJobsStorage__accountName',
    meaning: 'Storage account for positions and lock, reached with the managed identity.',
    allowed: 'the name of a storage account',
    parse: matching(/^[a-z0-9-]{3,40}$/, 'the name of a storage account'),
  },
  storageCredential: {
    name: 'AzureWebJobsStorage__credential',
    meaning: 'How the app signs in to the storage account.',
    allowed: 'managedidentity',
    parse: text,
  },
  storageClientId: {
    name: 'AzureWebJobsStorage__clientId',
    meaning: 'Client id of the identity for the storage account.',
    allowed: 'a client id',
    parse: text,
  },
  storageBlobUri: {
    name: 'AzureWebJobsStorage__blobServiceUri',
    meaning: 'Address of the blob service, for other clouds and for emulators.',
    allowed: 'an address over https',
    parse: secureAddress,
  },
  clientId: {
    name: 'AZURE_CLIENT_ID',
    meaning: 'Client id of the managed identity; absent: the identity of the app itself.',
    allowed: 'a client id',
    parse: text,
  },
  identityEndpoint: {
    name: 'IDENTITY_ENDPOINT',
    meaning: 'Where tokens of the managed identity come from; set by the platform.',
    allowed: 'an address',
    parse: text,
  },
  identityHeader: {
    name: 'IDENTITY_HEADER',
    meaning: 'Proof that a request for a token comes from this app; set by the platform.',
    allowed: 'any text',
    isSecret: true,
    parse: text,
  },
  audience: {
    name: 'MONITOR_AUDIENCE',
    meaning: 'Audience of the token for the Logs Ingestion API; other clouds have their own.',
    initial: 'https://monitor.azure.com',
    allowed: 'an address over https',
    parse: secureAddress,
  },
  insightsConnection: {
    name: 'APPLICATIONINSIGHTS_CONNECTION_STRING',
    meaning: 'Application Insights, for the metrics of each run; absent: none are sent.',
    allowed: 'a connection string',
    isSecret: true,
    parse: text,
  },
  lookbackHours: {
    name: 'INITIAL_LOOKBACK_HOURS',
    meaning: 'How far back the first run begins.',
    initial: '24',
    allowed: '0 to 2880 (120 days)',
    parse: integer(0, 2_880),
  },
  runBudgetSeconds: {
    name: 'RUN_BUDGET_SECONDS',
    meaning: 'A run stops with its progress saved before this; the health row may take 10 s more.',
    initial: '240',
    allowed: '1 to 3570, and 30 less than the time limit of the function',
    parse: integer(1, 3_570),
  },
  concurrentUploads: {
    name: 'MAX_CONCURRENT_UPLOADS',
    meaning: 'Uploads at the same time, of all streams and the health row together.',
    initial: '4',
    allowed: '1 to 32',
    parse: integer(1, 32),
  },
  allowCustomApiEndpoint: {
    name: 'ALLOW_CUSTOM_API_ENDPOINT',
    meaning: 'Allows any host in apiEndpoint; for the simulator only, since the host gets the token.',
    initial: 'false',
    allowed: 'true or false',
    parse: flag,
  },
  apiKeySecretUri: {
    name: 'API_KEY_SECRET_URI',
    meaning: 'Address of the secret in Key Vault; read at each run, so that a new token needs no restart.',
    allowed: 'an address over https',
    parse: secureAddress,
  },
  streams: {
    name: 'STREAMS',
    meaning: 'Which kinds of events are collected; absent: all that the token grants.',
    initial: streams.join(','),
    allowed: `some of ${streams.join(', ')}, with commas between`,
    parse: parseStreams,
  },
  pageSize: {
    name: 'PAGE_LIMIT',
    meaning: 'Events that are asked for at a time.',
    initial: '1000',
    allowed: '1 to 1000',
    parse: integer(1, 1_000),
  },
  backfillFrom: {
    name: 'BACKFILL_FROM',
    meaning: 'Beginning of a stretch of the past to collect beside new events.',
    allowed: 'a time such as 2026-01-31T00:00:00Z, at most 120 days ago',
    parse: parseTime,
  },
  backfillTo: {
    name: 'BACKFILL_TO',
    meaning: 'End of that stretch; absent: the first run that sees BACKFILL_FROM.',
    allowed: 'a time such as 2026-01-31T00:00:00Z',
    parse: parseTime,
  },
  overlapHours: {
    name: 'RESET_OVERLAP_HOURS',
    meaning: 'How much is read again when 1Password no longer knows the saved position.',
    initial: '6',
    allowed: '0 to 2880',
    parse: integer(0, 2_880),
  },
  requestsPerMinute: {
    name: 'MAX_REQUESTS_PER_MINUTE',
    meaning: 'Requests to the Events API; half of its limit, which other products share.',
    initial: '300',
    allowed: '1 to 600',
    parse: integer(1, 600),
  },
  requestsPerHour: {
    name: 'MAX_REQUESTS_PER_HOUR',
    meaning: 'Requests to the Events API; half of its limit, which other products share.',
    initial: '15000',
    allowed: '1 to 30000',
    parse: integer(1, 30_000),
  },
  dropPairs: {
    name: 'DROP_PAIRS',
    meaning: 'Audit events to leave out, as action/object_type; they are counted.',
    initial: 'none',
    allowed: 'pairs such as ssotknv/ssotkn,dlgsess/dlgdsess',
    parse: parsePairs,
  },
  logLevel: {
    name: 'LOG_LEVEL',
    meaning: 'Least level that is logged.',
    initial: 'info',
    allowed: 'debug, info, warn or error',
    parse: oneOf(['debug', 'info', 'warn', 'error']),
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

function parseStreams(value: string): readonly Stream[] | Refusal {
  const names = listOf(value).map((name) => name.toLowerCase());
  const unknown = names.find((name) => !streams.includes(name as Stream));
  if (unknown !== undefined || names.length === 0)
    return new Refusal(`it must name some of ${streams.join(', ')}`);
  return streams.filter((stream) => names.includes(stream));
}

function parsePairs(value: string): ReadonlySet<string> | Refusal {
  const pairs = value === 'none' ? [] : listOf(value);
  if (pairs.every((pair) => /^[\w-]+\/[\w-]+$/.test(pair))) return new Set(pairs);
  return new Refusal('it must be pairs such as ssotknv/ssotkn, with commas between');
}

/** Milliseconds since 1970. */
function parseTime(value: string): number | Refusal {
  return parseTimestamp(value)?.ms ?? new Refusal('it must be a time such as 2026-01-31T00:00:00Z');
}

function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
