/** For tests: a workspace with the solution, deployed by its own template to the stand-in. */
import { readFileSync } from 'node:fs';
import type { Diagnosis } from '../../functions/src/core/diagnosis.ts';
import { healthRow, type RunFacts } from '../../functions/src/core/health-row.ts';
import { StreamProgress } from '../../functions/src/core/stream-progress.ts';
import type { StreamReason, StreamState } from '../../functions/src/core/stream-report.ts';
import { streams } from '../../functions/src/core/stream.ts';
import type { Outcome } from '../../functions/src/core/summary.ts';
import type { Surroundings } from '../../scripts/deploy/answers/surroundings.ts';
import type { Questions } from '../../scripts/deploy/answers/questions.ts';
import { createAzure, type Azure } from '../../scripts/deploy/azure/azure.ts';
import { deploymentsOf } from '../../scripts/deploy/azure/deployments.ts';
import type { JsonObject } from '../../scripts/model/arm.ts';
import { startAzureStandIn } from '../support/azure/start.ts';
import type { AzureStandIn, AzureStandInOptions, Row } from '../support/azure/stand-in.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject;
export const tableName = 'OnePasswordEventLogs_CL';
/** The time of the stand-in, ms. */
export const now = Date.UTC(2026, 10, 20, 9);

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A key of the form that 1Password gives, with a signature that tests search for. */
export function keyFor(host: string, claims: object = {}): string {
  const payload = { aud: [host], '1password.com/fts': [...streams], ...claims };
  return `${part({ alg: 'ES256', typ: 'JWT' })}.${part(payload)}.${canary}${'x'.repeat(60)}`;
}
export const canary = 'CanaryThatNobodyMaySee';

export interface Deployed {
  readonly standIn: AzureStandIn;
  readonly azure: Azure;
  /** What a command finds around it, with nobody to ask. */
  readonly surroundings: Surroundings;
  /** Everything that was printed. */
  readonly said: { out: string; err: string };
  readonly values: Readonly<Record<string, unknown>>;
}

async function deployed(
  parameters: Readonly<Record<string, unknown>> = {},
  options: AzureStandInOptions = {},
): Promise<Deployed> {
  const standIn = await startAzureStandIn({ now, ...options });
  const azure = createAzure({ ...standIn, retryDelay: 1 });
  // Long enough ago for everything to have had an effect.
  standIn.setNow(now - 86_400_000);
  await deploy(azure, standIn, {
    apiKey: keyFor('events.1password.com'),
    enabledRules: ['all'],
    ...parameters,
  });
  standIn.setNow(now);
  return { standIn, azure, ...around(standIn) };
}

/**
 * The same workspace for each test of a file: as it was deployed once. `stop` belongs to the end of the file.
 */
export class Shared {
  #place: Promise<Deployed> | undefined;
  #restore: (() => void) | undefined;

  async renewed(): Promise<Deployed> {
    this.#place ??= deployed();
    const { standIn, said, ...place } = await this.#place;
    this.#restore ??= restorerOf(standIn);
    this.#restore();
    said.out = '';
    said.err = '';
    return { standIn, said, ...place };
  }

  async stop(): Promise<void> {
    await (await this.#place)?.standIn.stop();
  }
}

/** Puts back what a test changed; what it asked for by `fail` must have an end of its own. */
function restorerOf(standIn: AzureStandIn): () => void {
  const { resources, secrets, tables, functions, deletedVaults, denied } = standIn;
  const maps = [resources, secrets, tables, functions, deletedVaults] as unknown as Map<string, unknown>[];
  const copies = maps.map((map) => structuredClone(map));
  return () => {
    maps.forEach((map, i) => {
      map.clear();
      for (const [key, value] of structuredClone(copies[i] ?? new Map<string, unknown>()))
        map.set(key, value);
    });
    denied.clear();
    for (const list of [standIn.asked, standIn.traffic, standIn.answers]) list.length = 0;
  };
}

/** An empty workspace. */
export async function bare(options: AzureStandInOptions = {}): Promise<Deployed> {
  const standIn = await startAzureStandIn({ now, ...options });
  return { standIn, azure: createAzure({ ...standIn, retryDelay: 1 }), ...around(standIn) };
}

export async function deploy(
  azure: Azure,
  standIn: AzureStandIn,
  parameters: Readonly<Record<string, unknown>>,
): Promise<void> {
  const deployments = deploymentsOf(azure, standIn);
  const values = { workspace: standIn.workspace, 'workspace-location': 'westeurope', ...parameters };
  await deployments.begin('example', {
    template,
    parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
  });
  for (;;) {
    const state = (await deployments.get('example'))?.properties.provisioningState;
    if (state === 'Succeeded') return;
    if (state === 'Failed' || state === undefined)
      throw new Error(`The deployment of the test ended as ${state}.`);
  }
}

function around(standIn: AzureStandIn): Pick<Deployed, 'surroundings' | 'said' | 'values'> {
  const said = { out: '', err: '' };
  const output = {
    out: (text: string) => void (said.out += `${text}\n`),
    err: (text: string) => void (said.err += `${text}\n`),
  };
  const { credential, endpoint, authority, subscriptionId, resourceGroup, workspace } = standIn;
  return {
    said,
    surroundings: { env: {}, output, access: { credential, endpoint, authority, retryDelay: 1 } },
    values: { root: '.', subscription: subscriptionId, 'resource-group': resourceGroup, workspace },
  };
}

/** Somebody at a terminal who says yes or no, and gives a key where one is asked for. */
export function person(isWilling: boolean, key = ''): Questions {
  return {
    choose: (_, [first]) => Promise.resolve(first?.value ?? ''),
    confirm: () => Promise.resolve(isWilling),
    secret: () => Promise.resolve(key),
  };
}

export interface RunTold {
  readonly minutesAgo?: number;
  readonly outcome?: Outcome;
  readonly diagnosis?: Diagnosis;
  readonly state?: StreamState;
  readonly reason?: StreamReason;
  readonly message?: string;
  readonly facts?: Partial<RunFacts>;
}

/** The health row of a run, made by the connector's own code. */
export function healthOf(told: RunTold = {}): Row {
  const {
    minutesAgo = 2,
    outcome = 'ok',
    diagnosis,
    state = 'ok',
    reason = 'caught-up',
    message = '',
  } = told;
  const endedAt = now - minutesAgo * 60_000;
  const report = (): ReturnType<StreamProgress['report']> => {
    const progress = new StreamProgress();
    progress.end(state, reason, message);
    return progress.report(endedAt);
  };
  const facts: RunFacts = {
    id: `ROW${minutesAgo}`,
    version: '3.1.0',
    runId: `RUN${minutesAgo}`,
    startedAt: endedAt - 1_000,
    endedAt,
    isPastDue: false,
    accountUuid: 'ACCOUNT',
    host: 'events.1password.com',
    features: [...streams],
    tokenFingerprint: '01234567',
    tokenExpiresAt: undefined,
    requestsThisHour: 4,
    budgetUsedPercent: 1,
    ...told.facts,
  };
  const reports =
    diagnosis && outcome === 'failed' ? {} : Object.fromEntries(streams.map((name) => [name, report()]));
  const row = healthRow(facts, outcome, diagnosis ?? null, reports);
  return { ...row, TimeGenerated: new Date(endedAt).toISOString() };
}

/** A row of an event that arrived `delay` seconds after it happened. */
export function eventOf(kind: 'audit' | 'usage' | 'sign-in', minutesAgo: number, delay = 60): Row {
  const arrived = now - minutesAgo * 60_000;
  const shape = {
    audit: { object_type: 'user', action: 'create', log_source: 'auditevents' },
    usage: { item_uuid: 'item', action: 'fill', log_source: 'itemusages' },
    'sign-in': { category: 'success', log_source: 'signinattempts' },
  };
  return {
    uuid_s: `${kind}${minutesAgo}`,
    ...shape[kind],
    timestamp: new Date(arrived - delay * 1_000).toISOString(),
    TimeGenerated: new Date(arrived).toISOString(),
  };
}

export function setRows(standIn: AzureStandIn, ...rows: readonly Row[]): void {
  standIn.tables.set(tableName, rows);
}

/** The resource of this type; the type in any case. */
export function stored(standIn: AzureStandIn, type: string) {
  const found = [...standIn.resources.values()].find((one) => one.type.toLowerCase() === type.toLowerCase());
  if (!found) throw new Error(`The stand-in has no ${type}.`);
  return found;
}
