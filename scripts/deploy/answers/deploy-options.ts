import type { Options } from 'yargs';
import { targetOptions, yesOption } from './options.ts';

/** Options of `deploy`. The API key itself is none: others could read it in the list of processes. */
export const deployOptions = {
  ...targetOptions,
  region: {
    choices: ['auto', 'com', 'ent', 'ca', 'eu'],
    default: 'auto',
    describe: 'Where the 1Password account lives; auto reads it from the API key',
  },
  'api-key-file': {
    type: 'string',
    describe:
      'File with the API key, - for standard input; without one, and without a terminal, the content alone',
  },
  'function-location': { type: 'string', describe: 'Region of the function app (default: the workspace’s)' },
  'lookback-hours': { type: 'number', describe: 'Past events that the first run collects (default: 24)' },
  prefix: { type: 'string', describe: 'Beginning of the names of all resources of the connector' },
  'recover-vault': {
    type: 'boolean',
    default: false,
    describe: 'Recover the deleted key vault of an earlier connector',
  },
  'enable-rules': { type: 'string', array: true, describe: 'Analytics rules to enable: all, none, or names' },
  privileged: {
    type: 'string',
    array: true,
    describe: 'Rows for the watchlist PG1PW: UUIDs of groups and vaults, or a CSV file',
  },
  package: { type: 'string', describe: 'Upload this package of the connector instead of the released one' },
  'what-if': { type: 'boolean', default: false, describe: 'Stop after showing what would change' },
  full: { type: 'boolean', default: false, describe: 'Show also the changes that are noise' },
  resume: { type: 'boolean', default: false, describe: 'Follow the deployment that is running' },
  ...yesOption,
} as const satisfies Readonly<Record<string, Options>>;
