/** For tests of remove: a workspace to clear out, and what is left in it. */
import { afterAll, beforeEach } from 'vitest';
import { runRemove } from '../../scripts/deploy/removal/run-remove.ts';
import type { StoredResource } from '../support/azure/stand-in.ts';
import { Shared, type Deployed } from './status-workspace.ts';

let place: Deployed;

/** Before each test of the file: a workspace in which everything is deployed. */
export function openHouse(): void {
  // Files share this module where they run in one process, but not the workspace.
  const shared = new Shared();
  beforeEach(async () => {
    place = await shared.renewed();
  });
  afterAll(() => shared.stop());
}

/** The workspace of this test. */
export function here(): Deployed {
  return place;
}

/** Another workspace for the rest of this test. */
export function moveTo(other: Deployed): void {
  place = other;
}

interface Told {
  readonly ok: boolean;
  readonly outcome: string;
  readonly removed: readonly {
    kind: string;
    id: string;
    title: string;
    note?: string;
    result?: string;
    error?: object;
  }[];
  readonly kept: readonly { kind: string; title: string }[];
  readonly otherConnectors: readonly string[];
  readonly notes?: readonly string[];
}

export async function remove(
  more: Readonly<Record<string, unknown>> = {},
): Promise<Told & { code: number; err: string }> {
  const { values, surroundings, said } = place;
  said.out = '';
  said.err = '';
  const code = await runRemove({ ...values, json: true, yes: true, ...more }, surroundings);
  return { ...(JSON.parse(said.out) as Told), code, err: said.err };
}

/** Ids of what is there, but for group, workspace and what no solution brings. */
export function left(): string[] {
  return [...place.standIn.resources.values()]
    .filter(({ type }) => !/\/(?:resourceGroups|workspaces|onboardingStates|deployments)$/i.test(type))
    .map(({ id }) => id.split('/').slice(-2).join('/'))
    .toSorted();
}

export function deletions(): string[] {
  return place.standIn.asked.filter((one) => one.startsWith('DELETE ')).map((one) => one.split('?')[0] ?? '');
}

export function put(resource: StoredResource): void {
  place.standIn.resources.set(resource.id.toLowerCase(), resource);
}

export const group = (): string =>
  `/subscriptions/${place.standIn.subscriptionId}/resourceGroups/${place.standIn.resourceGroup}`;
export const within = (): string =>
  `${group()}/providers/Microsoft.OperationalInsights/workspaces/${place.standIn.workspace}/providers/Microsoft.SecurityInsights`;
