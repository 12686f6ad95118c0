import type { Options } from 'yargs';

/** Which workspace a command is about. What is left out is asked for on a terminal. */
export const targetOptions = {
  subscription: {
    type: 'string',
    describe: 'Subscription, by id or name (default: AZURE_SUBSCRIPTION_ID)',
  },
  'resource-group': { type: 'string', describe: 'Resource group of the workspace' },
  workspace: { type: 'string', describe: 'Log Analytics workspace with Microsoft Sentinel' },
} as const satisfies Readonly<Record<string, Options>>;

/** Of commands that change something in Azure. */
export const yesOption = {
  yes: { type: 'boolean', describe: 'Do it without asking', default: false },
} as const satisfies Readonly<Record<string, Options>>;

/** Environment variable with the address of another cloud's Azure Resource Manager. */
export const endpointVariable = 'AZURE_RESOURCE_MANAGER_ENDPOINT';

/** The text given for an option; undefined where it was left out or empty. */
export function textOf(values: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = values[name];
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? undefined : value.trim();
}
