/** What all links of the chain are judged by, read once. */
import type { Azure } from '../azure/azure.ts';
import type { Target } from '../azure/resource-id.ts';
import { judgeKey, type BadKey, type GoodKey, type JudgeOptions } from '../key/judge-key.ts';
import { during } from '../outcome/step.ts';
import { readApp, settingOf, type AppFacts } from '../status/app-facts.ts';
import type { BundleContents } from '../status/bundle-contents.ts';
import { findInstallations, type Installation } from '../status/installation.ts';
import { readLastRun, readRows, type LastRun, type RowFacts } from '../status/workspace-rows.ts';

export interface Patient {
  readonly azure: Azure;
  readonly target: Target;
  readonly contents: BundleContents;
  /** ms */
  readonly now: number;
  readonly installation: Installation | undefined;
  /** Names of further connectors of the workspace, which are not looked at. */
  readonly others: readonly string[];
  readonly app: AppFacts | undefined;
  /** Undefined where the table does not exist. */
  readonly rows: readonly RowFacts[] | undefined;
  readonly lastRun: LastRun | undefined;
  /** The key that was given, judged; undefined where none was. */
  readonly key: { readonly fingerprint: string; readonly judgement: GoodKey | BadKey } | undefined;
}

export interface Examination {
  readonly azure: Azure;
  readonly target: Target;
  readonly contents: BundleContents;
  readonly now: number;
  readonly key: { readonly value: string; readonly fingerprint: string } | undefined;
  readonly judging?: Omit<JudgeOptions, 'endpoint'>;
}

/** Asks Azure, and 1Password where a key is given. Throws `StepFault`. */
export async function examine(examination: Examination): Promise<Patient> {
  const { azure, target, contents, now, key, judging } = examination;
  const [installation, ...others] = await during(
    'list the resources of the connector',
    async () => (await findInstallations(azure, target)).own,
  );
  const app = installation && (await during('read the function app', () => readApp(azure, installation)));
  const rows = await during('query the workspace', () => readRows(azure, target));
  const lastRun = rows && (await during('query the workspace', () => readLastRun(azure, target)));
  // The key is judged where the connector uses it.
  const endpoint = (app && settingOf(app, 'apiEndpoint')) ?? 'auto';
  const judged = key && {
    fingerprint: key.fingerprint,
    judgement: await judgeKey(key.value, { ...judging, endpoint }),
  };
  return {
    azure,
    target,
    contents,
    now,
    installation,
    others: others.map(({ name }) => name),
    app,
    rows,
    lastRun,
    key: judged,
  };
}

/** Six runs: a connector that was silent for longer does not run, or cannot send. */
const silence = 30 * 60_000;

/** Whether the newest health row says how it is now. */
export function isFresh({ lastRun, now }: Pick<Patient, 'lastRun' | 'now'>): boolean {
  return lastRun !== undefined && now - Date.parse(lastRun.at) <= silence;
}
