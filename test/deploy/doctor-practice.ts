/** For tests of the doctor: a workspace to spoil, and what the doctor says of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import type { EventsApi, HttpResult } from '../../functions/src/ports.ts';
import { runDoctor, type DoctorOptions } from '../../scripts/deploy/doctor/run-doctor.ts';
import type { StoredResource } from '../support/azure/stand-in.ts';
import { now, Shared, stored, type Deployed } from './status-workspace.ts';

let place: Deployed | undefined;
let folder = '';

/** Before each test of the file: a workspace in which everything is deployed, and a folder for keys. */
export function openPractice(): void {
  // Files share this module where they run in one process, but not the workspace.
  const shared = new Shared();
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'doctor-'));
    place = await shared.renewed();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  afterAll(() => shared.stop());
}

/** The workspace of this test. */
export function here(): Deployed {
  if (!place) throw new Error('There is no workspace.');
  return place;
}

/** Another workspace for the rest of this test. */
export function moveTo(other: Deployed): void {
  place = other;
}

export interface Told {
  readonly ok: boolean;
  readonly broken: string | null;
  readonly links: readonly {
    link: string;
    state: string;
    found: string;
    remedy?: string;
    code?: string;
    notes?: string[];
  }[];
  readonly answers: readonly { question: string; answer: string }[];
}

const features = ['auditevents', 'itemusages', 'signinattempts'];
const letIn: HttpResult = {
  status: 200,
  headers: {},
  body: JSON.stringify({ uuid: 'I', features, account_uuid: 'A' }),
};

export function answering(...answers: readonly HttpResult[]): DoctorOptions['judging'] {
  const left = [...answers];
  const api: Pick<EventsApi, 'introspect'> = {
    introspect: () => Promise.resolve(left.length > 1 ? (left.shift() ?? letIn) : (left[0] ?? letIn)),
  };
  let time = now;
  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    // A deadline is not waited for.
    ms > 20_000
      ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
      : Promise.resolve(void (time += ms));
  return { apiAt: () => api as EventsApi, clock: { now: () => time, sleep } };
}

export async function consult(
  more: Readonly<Record<string, unknown>> = {},
  judging = answering(letIn),
): Promise<Told & { code: number; text: string }> {
  const { values, surroundings, said } = here();
  said.out = '';
  said.err = '';
  const code = await runDoctor({ ...values, json: true, ...more }, surroundings, { now, judging });
  return { ...(JSON.parse(said.out) as Told), code, text: said.out + said.err };
}

export function keyFile(key: string): { 'api-key-file': string } {
  const path = join(folder, 'key.txt');
  writeFileSync(path, `${key}\n`);
  return { 'api-key-file': path };
}

export function change(resource: StoredResource, changes: object, properties: object = {}): void {
  here().standIn.resources.set(resource.id.toLowerCase(), {
    ...resource,
    ...changes,
    properties: { ...resource.properties, ...properties },
  });
}

export function setSetting(name: string, value: string | undefined): void {
  const app = site();
  const config = app.properties['siteConfig'] as { appSettings: { name: string; value: string }[] };
  const others = config.appSettings.filter((one) => one.name !== name);
  const appSettings = value === undefined ? others : [...others, { name, value }];
  change(app, {}, { siteConfig: { ...config, appSettings } });
}

/** The finding that stops the chain; all before it are good, all behind it were not looked at. */
export function causeOf(told: Told): Told['links'][number] {
  const at = told.links.findIndex(({ state }) => state === 'broken');
  for (const { state } of told.links.slice(0, at)) expect(['ok', 'skipped']).toContain(state);
  for (const { state } of told.links.slice(at + 1)) expect(state).toBe('unknown');
  const cause = told.links[at];
  if (!cause) throw new Error(`nothing is broken: ${JSON.stringify(told.links)}`);
  expect(told).toMatchObject({ ok: false, broken: cause.link, code: 1 });
  expect(cause.remedy).not.toBe('');
  return cause;
}

export function site(): StoredResource {
  return stored(here().standIn, 'Microsoft.Web/sites');
}

export function forget(type: string): void {
  const { standIn } = here();
  standIn.resources.delete(stored(standIn, type).id.toLowerCase());
}
