import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLiving, type Living, type LivingOptions } from './living.ts';
import { readAll, sendRows } from './test-client.ts';

const plain: LivingOptions = {
  people: 12,
  days: 1,
  ahead: 1,
  seed: 1,
  port: 0,
  isCalm: true,
  attacks: [],
  replay: [],
  rows: undefined,
  https: undefined,
};

let folder: string;
let living: Living | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'living-'));
});
afterEach(async () => {
  await living?.simulator.stop();
  rmSync(folder, { recursive: true });
});

test('serves the past, keeps the future, and says where', async () => {
  living = await startLiving(plain);
  const { simulator } = living;
  const description = living.describe() as {
    arrived: Record<string, number>;
    toCome: number;
    environment: object;
  };
  const start_time = new Date(simulator.clock.now() - 2 * 86_400_000).toISOString();
  const audits = await readAll(simulator, 'auditevents', { limit: 1000, start_time });
  expect(audits.length).toBe(description.arrived['auditevents']);
  expect(description.toCome).toBeGreaterThan(0);
  for (const text of [
    ...Object.values(simulator.addresses),
    ...simulator.tokens,
    'npm run connector -- --once',
  ])
    expect(living.text()).toContain(text);
  for (const name of Object.keys(description.environment)) expect(living.text()).toContain(`  ${name}='`);
  expect(living.farewell()).toContain(`${audits.length} events served, 0 rows accepted`);
});

test('attacks happen now, replayed samples are served though they are old, rows go to the file', async () => {
  const [replayed, rows] = [join(folder, 'auditevents.ndjson'), join(folder, 'rows.ndjson')];
  writeFileSync(replayed, '{"uuid":"1","timestamp":"2022-01-01T00:00:00Z","action":"sample"}\n');
  const options = {
    ...plain,
    days: 0,
    ahead: 0,
    attacks: ['disable-mfa-factor-or-type-for-all-user-accounts'],
  };
  living = await startLiving({ ...options, replay: [replayed], rows });
  const { simulator } = living;
  simulator.clock.advance(60_000);
  await readAll(simulator, 'auditevents', {});
  const log = simulator.account.logs.auditevents;
  const actions = Array.from({ length: log.length }, (_, place) => {
    const entry = log.entry(place);
    return (entry?.source.at(entry.index) as { action: string } | undefined)?.action;
  });
  expect([...actions].sort()).toEqual(['disblduo', 'disblmfa', 'sample']);
  expect(simulator.ledger.pages.flatMap(({ uuids }) => uuids)).toHaveLength(3);
  await sendRows(simulator, [{ uuid_s: 'A', log_source: 'auditevents' }]);
  expect(JSON.parse(readFileSync(rows, 'utf8'))).toMatchObject({ uuid_s: 'A' });
});

test('HTTPS names the file of its certificate', async () => {
  const https = join(folder, 'simulator.pem');
  living = await startLiving({ ...plain, days: 0, ahead: 0, https });
  expect(living.describe()).toHaveProperty('environment.NODE_EXTRA_CA_CERTS', https);
  expect(readFileSync(https, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
});

test('a file whose name tells no stream is refused before anything starts', async () => {
  await expect(startLiving({ ...plain, replay: [join(folder, 'events.ndjson')] })).rejects.toThrow(
    SyntaxError,
  );
});
