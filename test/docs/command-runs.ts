/**
 * What the commands say, run one after the other against the stand-in for Azure: the examples of docs/deploy.md.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExitCode, OptionValues } from '../../scripts/commands/command.ts';
import { runDoctor } from '../../scripts/deploy/doctor/run-doctor.ts';
import { runDrift } from '../../scripts/deploy/drift/run-drift.ts';
import { runRemove } from '../../scripts/deploy/removal/run-remove.ts';
import { exchangeKey } from '../../scripts/deploy/key/exchange-key.ts';
import { showStatus } from '../../scripts/deploy/status/show-status.ts';
import { runUpdate } from '../../scripts/deploy/update/run-update.ts';
import type { Surroundings } from '../../scripts/deploy/answers/surroundings.ts';
import { createAzure } from '../../scripts/deploy/azure/azure.ts';
import { deploymentsOf } from '../../scripts/deploy/azure/deployments.ts';
import { deploy } from '../../scripts/deploy/deploy.ts';
import { fingerprintOf } from '../../scripts/deploy/key/judge-key.ts';
import type { JsonObject } from '../../scripts/model/arm.ts';
import { eventsApi, goodKey } from '../deploy/deploy-stage.ts';
import { olderTemplate } from '../deploy/older-template.ts';
import { eventOf, healthOf, now, setRows } from '../deploy/status-workspace.ts';
import type { AzureStandIn, StoredResource } from '../support/azure/stand-in.ts';
import { startAzureStandIn } from '../support/azure/start.ts';

export interface CommandRun {
  /** As somebody would type it, without the workspace, which is the same each time. */
  readonly call: string;
  /** Both streams, as they appear on a terminal. */
  readonly text: string;
  readonly code: ExitCode;
}

type Work = (values: OptionValues, surroundings: Surroundings) => Promise<ExitCode>;

/** Each run by its name, in their order. */
export async function runCommands(): Promise<ReadonlyMap<string, CommandRun>> {
  const runs = new Map<string, CommandRun>();
  const folder = mkdtempSync(join(tmpdir(), 'command-runs-'));
  const keyFile = join(folder, 'key.txt');
  writeFileSync(keyFile, `${goodKey}\n`);
  const judging = { apiAt: () => eventsApi() };
  const wait = { wait: () => 0, judging };

  const toRun =
    (standIn: AzureStandIn) =>
    async (name: string, call: string, values: OptionValues, work: Work): Promise<void> => {
      const said: string[] = [];
      const say = (text: string): void => void said.push(text.replaceAll(keyFile, 'key.txt'));
      const surroundings = {
        env: {},
        output: { out: say, err: say },
        access: { ...standIn, retryDelay: 1 },
      };
      const place = {
        subscription: standIn.subscriptionId,
        'resource-group': standIn.resourceGroup,
        workspace: standIn.workspace,
      };
      const code = await work({ root: '.', ...place, ...values }, surroundings);
      runs.set(name, { call, text: said.join('\n'), code });
    };

  const standIn = await startAzureStandIn({ now, atOnce: 5 });
  const withKey = { 'api-key-file': keyFile, region: 'auto' };
  try {
    const run = toRun(standIn);
    await run(
      'deploy-what-if',
      'deploy -- --api-key-file key.txt --what-if',
      { ...withKey, 'what-if': true },
      (v, s) => deploy(v, s, wait),
    );
    await run(
      'deploy',
      'deploy -- --api-key-file key.txt --enable-rules "Vault export" --privileged ownersgroup2abcdefghijklmn --yes',
      {
        ...withKey,
        'enable-rules': ['Vault export'],
        privileged: ['ownersgroup2abcdefghijklmn'],
        yes: true,
      },
      (v, s) => deploy(v, s, wait),
    );
    const facts = { tokenFingerprint: fingerprintOf(goodKey) };
    const events = [eventOf('audit', 3), eventOf('sign-in', 4), eventOf('usage', 6)];
    setRows(standIn, healthOf({ minutesAgo: 7, facts }), healthOf({ facts }), ...events);
    await run('status', 'status', {}, (v, s) => showStatus(v, s, { now: () => now }));
    await run('doctor', 'doctor -- --api-key-file key.txt', withKey, (v, s) =>
      runDoctor(v, s, { now, judging }),
    );
    const site = stored(standIn, /\/sites\/[^/]+$/);
    standIn.resources.set(site.id.toLowerCase(), {
      ...site,
      properties: { ...site.properties, state: 'Stopped' },
    });
    await run('doctor-stopped', 'doctor', {}, (v, s) => runDoctor(v, s, { now, judging }));
    standIn.resources.set(site.id.toLowerCase(), site);

    await run('drift-none', 'drift', {}, runDrift);
    loosen(standIn);
    await run('drift', 'drift -- --fail', { fail: true }, runDrift);
    const patience = { now: () => now, intervalMs: 1, timeoutMs: 60_000 };
    setRows(standIn, healthOf(), healthOf({ minutesAgo: -3, facts }), ...events);
    await run('rotate-key', 'rotate-key -- --api-key-file key.txt --yes', { ...withKey, yes: true }, (v, s) =>
      exchangeKey(v, s, { judging, patience }),
    );
    await run('remove', 'remove -- --yes', { yes: true }, runRemove);
  } finally {
    await standIn.stop();
  }

  const older = await startAzureStandIn({ now, atOnce: 50 });
  try {
    await install(older);
    const run = toRun(older);
    await run('update-what-if', 'update -- --what-if', { 'what-if': true }, (v, s) =>
      runUpdate(v, s, () => 0),
    );
    await run('update', 'update -- --renew-rules --yes', { 'renew-rules': true, yes: true }, (v, s) =>
      runUpdate(v, s, () => 0),
    );
  } finally {
    await older.stop();
    rmSync(folder, { recursive: true });
  }
  return runs;
}

function stored(standIn: AzureStandIn, pattern: RegExp): StoredResource {
  const found = [...standIn.resources.values()].find(({ id }) => pattern.test(id));
  if (!found) throw new Error(`The stand-in has no ${pattern}.`);
  return found;
}

/** Somebody makes a rule less noisy, and lets keys open the storage account. */
function loosen(standIn: AzureStandIn): void {
  const rule = stored(standIn, /\/alertRules\/[^/]+$/);
  const query = String(rule.properties['query']);
  const storage = stored(standIn, /\/storageAccounts\/[^/]+$/);
  for (const [resource, properties] of [
    [
      rule,
      {
        severity: 'Informational',
        query: query.replace(/^let backup_actors = .*$/m, 'let backup_actors = dynamic(["ABC"]);'),
      },
    ],
    [storage, { allowSharedKeyAccess: true }],
  ] as const) {
    standIn.resources.set(resource.id.toLowerCase(), {
      ...resource,
      properties: { ...resource.properties, ...properties },
    });
  }
}

/** An older version, as somebody has it before the update. */
async function install(standIn: AzureStandIn): Promise<void> {
  const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject;
  const { analyticRuleIds } = template['variables'] as { readonly analyticRuleIds: readonly string[] };
  const deployments = deploymentsOf(createAzure({ ...standIn, retryDelay: 1 }), standIn);
  const values = {
    workspace: standIn.workspace,
    'workspace-location': 'westeurope',
    apiKey: goodKey,
    enabledRules: analyticRuleIds.slice(0, 2),
  };
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  await deployments.begin('solution', { template: olderTemplate(template), parameters });
  for (let polls = 0; polls < 200; polls += 1) {
    const state = (await deployments.get('solution'))?.properties.provisioningState;
    if (state === 'Succeeded') return;
    if (state !== 'Running' && state !== 'Accepted') throw new Error(`The deployment ended as ${state}.`);
  }
}
