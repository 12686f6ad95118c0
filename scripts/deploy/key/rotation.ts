/** A new API key for a connector: saved as a new version of its secret, taken at a restart. */
import { setTimeout as pause } from 'node:timers/promises';
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { groupId, sameId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { readApp, secretReference, type AppFacts } from '../status/app-facts.ts';
import { findInstallations, type Installation } from '../status/installation.ts';
import { readLastRun, type LastRun } from '../status/workspace-rows.ts';

/** A connector whose key can be exchanged. */
export interface KeyHolder {
  readonly installation: Installation;
  readonly app: AppFacts;
  readonly vault: string;
  /** Id of the secret in Azure. */
  readonly secretId: string;
}

/** What stands in the way of an exchange. */
export class NoKeyHolder extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'NoKeyHolder';
    this.remedy = remedy;
  }
}

const deployAgain = 'Deploy again with npm run deploy -- --api-key-file FILE.';

/** The connector of the workspace, or of `name` where it has several. Throws `NoKeyHolder`, `StepFault`. */
export async function findKeyHolder(azure: Azure, target: Target, name?: string): Promise<KeyHolder> {
  const { own } = await during('list the resources of the connector', () => findInstallations(azure, target));
  const fitting = name === undefined ? own : own.filter((one) => sameId(one.name, name));
  const [installation, ...others] = fitting;
  if (!installation) {
    throw new NoKeyHolder(
      `There is no connector${name === undefined ? '' : ` ${name}`} for this workspace.`,
      deployAgain,
    );
  }
  if (others.length > 0) {
    const names = fitting.map((one) => one.name).join(', ');
    throw new NoKeyHolder(
      `This workspace has several connectors: ${names}.`,
      'Name one with --installation.',
    );
  }
  const app = await during('read the function app', () => readApp(azure, installation));
  if (!app) throw new NoKeyHolder(`The function app of ${installation.name} is gone.`, deployAgain);
  if (!app.settings) {
    throw new NoKeyHolder(
      `This sign-in may not read the settings of ${app.name}, which name the secret.`,
      'Ask for the role Website Contributor on the resource group.',
    );
  }
  const reference = secretReference(app.settings['APIKey']);
  if (!reference) {
    throw new NoKeyHolder(`The setting APIKey of ${app.name} does not refer to a key vault.`, deployAgain);
  }
  const { vault, secret, version } = reference;
  if (version !== undefined) {
    throw new NoKeyHolder(
      `The setting APIKey of ${app.name} refers to one version of the secret, so that a new one would not count.`,
      deployAgain,
    );
  }
  const secretId = `${groupId(target)}/providers/Microsoft.KeyVault/vaults/${vault}/secrets/${secret}`;
  return { installation, app, vault, secretId };
}

/** Saves the key as a new version of the secret. The value goes into the body of the request, and nowhere else. */
export async function saveKey(azure: Azure, { secretId }: KeyHolder, key: string): Promise<void> {
  await during('save the API key in the key vault', () =>
    azure.send('PUT', secretId, apiVersions.vaults, {
      // As the template writes it (solution/infrastructure/key-vault.yaml).
      properties: {
        value: key,
        contentType: 'Bearer token of the 1Password Events API',
        attributes: { enabled: true },
      },
    }),
  );
}

/** The platform reads references to key vaults when an app starts, and else once a day. */
export async function restartApp(azure: Azure, { app }: KeyHolder): Promise<void> {
  await during('restart the function app', () => azure.send('POST', `${app.id}/restart`, apiVersions.sites));
}

export interface Patience {
  /** Time of a key's saving (ms): older runs used the one before. */
  readonly since: number;
  readonly timeoutMs: number;
  readonly intervalMs: number;
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** Hears of each run that still used another key. */
  readonly onOlder?: (run: LastRun) => void;
}

/** The first run that used the key; undefined where none has told in time. Throws `StepFault`. */
export async function waitForRun(
  azure: Azure,
  target: Target,
  fingerprint: string,
  patience: Patience,
): Promise<LastRun | undefined> {
  const { since, timeoutMs, intervalMs, now = Date.now, sleep = pause, onOlder } = patience;
  const deadline = now() + timeoutMs;
  let told = '';
  for (;;) {
    const run = await during('query the workspace', () => readLastRun(azure, target));
    if (run && Date.parse(run.at) >= since) {
      if (run.tokenFingerprint === fingerprint) return run;
      if (told !== run.at) onOlder?.(run);
      told = run.at;
    }
    if (now() + intervalMs > deadline) return undefined;
    await sleep(intervalMs);
  }
}
