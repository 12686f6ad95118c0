/** The fast way over lanes finds what running every rule over every row finds. */
import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { otherTables } from '../../scripts/backtest/backtest.ts';
import { readEvents } from '../../scripts/backtest/read-events.ts';
import { lanedRuns } from '../../scripts/backtest/laned-runs.ts';
import { plainRuns } from '../../scripts/backtest/rule-history.ts';
import { RuleLanes } from '../../scripts/backtest/rule-lanes.ts';
import { SpillFile } from '../../scripts/backtest/spill-file.ts';
import { cacheFolder } from '../../scripts/commands/stages.ts';
import { rowOfEvent } from '../../scripts/data-files/api-event.ts';
import { answerMembers } from '../../scripts/kql/answer.ts';
import { compose } from '../../scripts/kql/compose.ts';
import { ingestionTimeColumn } from '../../scripts/kql/plan/ingestion-time.ts';
import { columnNamed, gatherRows, type Table } from '../../scripts/kql/table/table.ts';
import { loadSources } from '../../scripts/load/sources.ts';
import { prepareRule, type PreparedRule } from '../../scripts/scenarios/prepare.ts';
import { ruleNameOf, suiteFrame, type SuiteFrame } from '../../scripts/scenarios/suite.ts';
import { attackNames } from '../../scripts/simulator/story/attacks/attack.ts';
import { createOrganisation } from '../../scripts/simulator/story/organisation.ts';
import { tellStory } from '../../scripts/simulator/story/story.ts';
import { projectRoot } from '../../scripts/testing/project.ts';
import { selectValid } from '../../scripts/validate/sources.ts';

const day = 86_400_000;
const minute = 60_000;
const from = Date.UTC(2026, 0, 5);
const organisation = createOrganisation({ account: 'ACCOUNT2345672345672345672', people: 10 });

type Row = Readonly<Record<string, unknown>> & { readonly arrival: number };

let frame: SuiteFrame;
let rules: readonly { readonly name: string; readonly prepared: PreparedRule }[];
let story: readonly Row[];
const folder = mkdtempSync(join(tmpdir(), 'backtest-'));

beforeAll(() => {
  const { table, ...sources } = selectValid(
    loadSources(projectRoot, () => {}),
    () => {},
  );
  if (!table) throw new TypeError('the table cannot be read');
  frame = suiteFrame({ ...sources, table: table.value }, cacheFolder);
  rules = sources.rules.flatMap((rule) => {
    const text = compose(rule.value.query, sources.fragments).text;
    const name = ruleNameOf(rule);
    const own = { name, prepared: prepareRule(rule.value, text, frame.workspace) };
    if (rule.value.queryPeriod !== '14d') return [own];
    // The story is shorter than two weeks: what leaves a window is seen with a look-back of a day.
    const short = prepareRule({ ...rule.value, queryPeriod: '1d' }, text, frame.workspace);
    return [own, { name: `${name} over a day`, prepared: short }];
  });
  const attacks = attackNames.map((name, i) => ({ name, at: from + (2 + i / attackNames.length) * day }));
  const told = [...tellStory(organisation, { from, to: from + 3.2 * day, attacks })].flat();
  story = told.map(({ event, arrival }) => ({
    ...(JSON.parse(rowOfEvent(JSON.stringify(event)) ?? '{}') as object),
    arrival,
  }));
});

const file = new SpillFile();
afterAll(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

const vault = organisation.privilegedVaults.map(({ uuid }) => uuid);
const group = organisation.privilegedGroups.map(({ uuid }) => uuid);
const watchlist = [...vault, ...group].map((uuid) => ({ UUID: uuid, Type: 'vault', Name: '', Notes: '' }));

/** What may be unusual of a row. */
const mishap = fc.record({
  row: fc.nat(),
  kind: fc.constantFrom('copy', 'nameless', 'backfilled', 'early stamp', 'late', 'no source'),
  minutes: fc.integer({ min: 1, max: 200 }),
});

/** For how long rows stay in memory, and whether some were put aside before. */
const held = fc.record({
  epoch: fc.constantFrom(Infinity, day, 6 * 60 * minute),
  isAside: fc.boolean(),
});

function between(first: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - first }, (_, i) => first + i);
}

function isRare({ action, object_type: type }: Row): boolean {
  return type !== undefined || action === 'export';
}

function spoil(rows: readonly Row[], mishaps: readonly { row: number; kind: string; minutes: number }[]) {
  const result: (Row & { stamp?: number })[] = [...rows];
  // Few of the rows are such that a rule looks at them.
  const rare = [...rows.keys()].filter((index) => isRare(rows[index] as Row));
  for (const { row, kind, minutes } of mishaps) {
    const index = rare[row % rare.length] as number;
    const old = result[index] as Row;
    const later = old.arrival + minutes * minute;
    if (kind === 'copy') result.push({ ...old, arrival: later });
    else if (kind === 'nameless') result[index] = { ...old, uuid_s: '' };
    else if (kind === 'late') result[index] = { ...old, arrival: later };
    else if (kind === 'no source') result[index] = { ...old, log_source: '' };
    else if (kind === 'early stamp') result[index] = { ...old, stamp: old.arrival - minutes * 5000 };
    else result[index] = { ...old, additional_fields: { _connector: { backfill: true } } };
  }
  return result;
}

async function tableOfRows(rows: readonly (Row & { stamp?: number })[]): Promise<Table> {
  const path = join(folder, 'rows.ndjson');
  const lines = rows.map(({ arrival, stamp, ...row }) => ({
    ...row,
    TimeGenerated: new Date(stamp ?? arrival).toISOString(),
    ingestion_time: new Date(arrival).toISOString(),
  }));
  writeFileSync(path, lines.map((row) => `${JSON.stringify(row)}\n`).join(''));
  let found: Table | undefined;
  await readEvents([path], {
    columns: frame.workspace.schema.tables[0]?.columns ?? [],
    delay: 0,
    loadParquet: () => Promise.reject(new Error('no Parquet here')),
    onRows: (table) => (found = table),
  });
  if (!found) throw new TypeError('no rows');
  return found;
}

function inOrder(table: Table): Table {
  const arrivals = (columnNamed(table, ingestionTimeColumn)?.values() ?? []).map(Number);
  const order = Uint32Array.from(arrivals, (_, row) => row);
  return gatherRows(
    table,
    order.sort((a, b) => (arrivals[a] as number) - (arrivals[b] as number) || a - b),
  );
}

/** Runs just after something arrived, and some for no reason. */
function momentsOf(rows: readonly Row[], frequency: number, most: number): number[] {
  const rare = rows.filter(isRare);
  const times = [...rare, ...rows.filter((_, i) => i % 40 === 0)].flatMap(({ arrival }) =>
    [0, 1, 3].map((n) => (Math.ceil(arrival / frequency) + n) * frequency),
  );
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  const step = Math.max(1, Math.floor(distinct.length / most));
  return distinct.filter((_, i) => i % step === 0);
}

describe('lanes', () => {
  test('give what all rows give, whatever is wrong with some', { timeout: 120_000 }, async () => {
    let alerts = 0;
    let skipped = 0;
    const rolling = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(mishap, { minLength: 40, maxLength: 120 }),
        held,
        async (mishaps, { epoch, isAside }) => {
          const rows = spoil(story, mishaps);
          const table = await tableOfRows(rows);
          const own = inOrder(table);
          const others = otherTables(frame.workspace, watchlist);
          for (const { name, prepared } of rules) {
            const { program } = prepared.query({ constants: {}, lacks: [] }).prepared;
            const lanes = new RuleLanes(program, frame.workspace.table, others, file);
            if (lanes.laned.rollings.size > 0) rolling.add(name);
            const middle = table.length >>> 1;
            lanes.add(gatherRows(table, between(0, middle)));
            if (isAside) lanes.spill();
            lanes.add(gatherRows(table, between(middle, table.length)));
            const laned = lanedRuns(prepared, lanes, others, epoch);
            const plain = plainRuns(prepared, own, others);
            for (const at of momentsOf(rows, prepared.schedule.frequency, 60)) {
              const [found, wanted] = [laned(at), plain(at) as Table];
              if (!found) skipped++;
              alerts += wanted.length;
              const text = found
                ? answerMembers(found)
                : answerMembers(gatherRows(wanted, new Uint32Array(0)));
              expect(text, `${name} at ${new Date(at).toISOString()}`).toBe(answerMembers(wanted));
            }
          }
        },
      ),
      { numRuns: Number(process.env['SOUNDNESS_RUNS'] ?? 2), seed: 7, endOnFailure: true },
    );
    // Without alerts, or with every run taking place, nothing would have been compared.
    expect(alerts).toBeGreaterThan(20);
    expect(skipped).toBeGreaterThan(100);
    expect([...rolling]).toEqual(['log-ingestion-failure', 'log-ingestion-failure over a day']);
  });
});
