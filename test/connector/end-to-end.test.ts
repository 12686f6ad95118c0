/** Everything in its place: a living organisation, the commands in processes of their own, and storage. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { streams } from '../../functions/src/core/stream.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { startLiving, type Living } from '../../scripts/simulator/living.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import { runBeside } from '../support/run-async.ts';
import { leaksIn, secretPart } from './core-fakes/canary.ts';

let folder: string;
let azurite: Azurite;
let living: Living;
let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'end-to-end-'));
  const https = join(folder, 'authority.pem');
  [azurite, living] = await Promise.all([
    startAzurite(),
    startLiving({
      people: 40,
      days: 2,
      ahead: 0,
      seed: 7,
      port: 0,
      isCalm: true,
      attacks: ['vault-export', 'user-added-to-privileged-group', 'successful-anomalous-sign-in'],
      replay: [],
      rows: join(folder, 'rows.ndjson'),
      https,
    }),
  ]);
  environment = {
    ...living.simulator.environment(),
    NODE_EXTRA_CA_CERTS: https,
    AzureWebJobsStorage: azurite.connectionString,
    INITIAL_LOOKBACK_HOURS: '720',
    PAGE_LIMIT: '200',
  };
});
afterAll(async () => {
  await living.simulator.stop();
  await azurite.stop();
  rmSync(folder, { recursive: true });
});

async function command(...args: readonly string[]): Promise<string> {
  const finished = await runBeside(args, environment);
  const { stdout, stderr, status } = finished;
  const { APIKey = '', IDENTITY_HEADER = '' } = environment;
  expect(leaksIn(stdout + stderr, [secretPart(APIKey), IDENTITY_HEADER, azurite.key])).toEqual([]);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stdout;
}

async function once(): Promise<Summary> {
  const stdout = await command('connector', '--once');
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Summary;
}

async function ask(query: string): Promise<readonly (readonly unknown[])[]> {
  const stdout = await command('kql', query, '--data', join(folder, 'rows.ndjson'), '--json');
  return (JSON.parse(stdout) as { readonly rows: readonly (readonly unknown[])[] }).rows;
}

test(
  'a story with attacks arrives over HTTPS: each event once, and the attacks can be queried',
  { timeout: 300_000 },
  async () => {
    const { simulator } = living;
    const { account } = simulator;
    const timestamp = new Date(simulator.clock.now()).toISOString();
    account.append('auditevents', [
      'no object',
      { uuid: 'LARGE', timestamp, action: 'create', aux_info: 'x'.repeat(70_000) },
    ]);
    const arrived = account.arrivedKeys();

    // Time goes on meanwhile, so that the second run may find something too.
    const [first, second] = [await once(), await once()];
    expect(first).toMatchObject({ outcome: 'degraded', diagnosis: null, health: { rows: 1 } });
    expect(second).toMatchObject({ outcome: 'ok', diagnosis: null, health: { rows: 1 } });
    const collected = streams.map((stream) => {
      const reports = [first.streams[stream], second.streams[stream]];
      for (const report of reports) expect(report).toMatchObject({ state: 'ok', checkpointed: true });
      expect(reports[0]?.deadLetters).toBe(stream === 'auditevents' ? 2 : 0);
      return reports.reduce((sum, report) => sum + (report?.ingested ?? 0), 0);
    });
    const { missing, doubled, served } = simulator.ledger.count.compare();
    expect({ missing, doubled }).toEqual({ missing: [], doubled: [] });
    expect(arrived.filter((key) => !simulator.ledger.count.wasServed(key))).toEqual([]);
    expect(served).toBeGreaterThan(200);
    console.log(`${served} events of a story: 0 missing, 0 doubled`);

    const counts = await ask(
      'OnePasswordEventLogs_CL | summarize All = count(), Named = countif(isnotempty(uuid_s)) by log_source | order by log_source asc',
    );
    const expected = streams.map((stream, index) => {
      const all = collected[index] ?? 0;
      // One of the audit events has no id.
      const named = stream === 'auditevents' ? all - 1 : all;
      return [stream, all, named];
    });
    expect(counts).toEqual([expected[0], ['healthevents', 2, 2], ...expected.slice(1)]);
    // What the attacks did: a vault exported, and somebody added to a group by another.
    const [[exports, joins] = []] = await ask(
      'OnePasswordEventLogs_CL | summarize countif(action == "export"), countif(action == "join" and object_type == "gm" and isnotempty(aux_details.email))',
    );
    expect(Number(exports)).toBeGreaterThan(0);
    expect(Number(joins)).toBeGreaterThan(0);

    expect(JSON.parse(await command('deadletters', 'list', '--json'))).toMatchObject({ waiting: 2 });
    expect(JSON.parse(await command('deadletters', 'resend', '--json'))).toMatchObject({ ok: true, sent: 2 });
    expect(JSON.parse(await command('deadletters', 'list', '--json'))).toMatchObject({ waiting: 0 });
    expect(JSON.parse(await command('deadletters', 'resend', '--json'))).toMatchObject({ sent: 0 });
    const again = readFileSync(join(folder, 'rows.ndjson'), 'utf8').trimEnd().split('\n').slice(-2);
    expect(again.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ log_source: 'auditevents' }),
      expect.objectContaining({ log_source: 'auditevents', uuid_s: 'LARGE' }),
    ]);
    expect(simulator.ledger.calls.flatMap(({ violations }) => violations)).toEqual([]);
  },
);
