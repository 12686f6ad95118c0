/** Rules find in events of which only the columns that may matter are read what they find in whole events. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { otherTables } from '../../scripts/backtest/backtest.ts';
import { interestOf, type Interest } from '../../scripts/backtest/interest.ts';
import { everything } from '../../scripts/backtest/lane-store.ts';
import { readEvents } from '../../scripts/backtest/read-events.ts';
import { RuleLanes } from '../../scripts/backtest/rule-lanes.ts';
import { SpillFile } from '../../scripts/backtest/spill-file.ts';
import { cacheFolder } from '../../scripts/commands/stages.ts';
import { answerMembers } from '../../scripts/kql/answer.ts';
import { compose } from '../../scripts/kql/compose.ts';
import type { Program } from '../../scripts/kql/plan/plan.ts';
import { loadSources } from '../../scripts/load/sources.ts';
import { prepareRule } from '../../scripts/scenarios/prepare.ts';
import { ruleNameOf, suiteFrame, type SuiteFrame } from '../../scripts/scenarios/suite.ts';
import { attackNames } from '../../scripts/simulator/story/attacks/attack.ts';
import { createOrganisation } from '../../scripts/simulator/story/organisation.ts';
import { tellStory } from '../../scripts/simulator/story/story.ts';
import { projectRoot } from '../../scripts/testing/project.ts';
import { selectValid } from '../../scripts/validate/sources.ts';

const day = 86_400_000;
const from = Date.UTC(2026, 0, 5);
const folder = mkdtempSync(join(tmpdir(), 'backtest-interest-'));
const path = join(folder, 'events.ndjson');
const file = new SpillFile();
afterAll(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

let frame: SuiteFrame;
let rules: readonly { readonly name: string; readonly program: Program }[];
let story: readonly Readonly<Record<string, unknown>>[];

beforeAll(() => {
  const { table, ...sources } = selectValid(
    loadSources(projectRoot, () => {}),
    () => {},
  );
  if (!table) throw new TypeError('the table cannot be read');
  frame = suiteFrame({ ...sources, table: table.value }, cacheFolder);
  rules = sources.rules.map((rule) => {
    const prepared = prepareRule(
      rule.value,
      compose(rule.value.query, sources.fragments).text,
      frame.workspace,
    );
    return { name: ruleNameOf(rule), program: prepared.query({ constants: {}, lacks: [] }).prepared.program };
  });
  const organisation = createOrganisation({ account: 'ACCOUNT2345672345672345672', people: 10 });
  const attacks = attackNames.map((name, i) => ({ name, at: from + (i / attackNames.length) * day }));
  story = [...tellStory(organisation, { from, to: from + day, attacks })].flat().map(({ event }) => event);
}, 60_000);

/** The rows of all lanes of all rules, as text. */
async function lanesOf(
  select: (lanes: readonly RuleLanes[]) => Interest | undefined,
): Promise<readonly string[]> {
  const others = otherTables(frame.workspace, []);
  const lanes = rules.map(({ program }) => new RuleLanes(program, frame.workspace.table, others, file));
  const used = new Set(lanes.flatMap(({ columns }) => [...columns]));
  await readEvents([path], {
    columns: (frame.workspace.schema.tables[0]?.columns ?? []).filter(({ name }) => used.has(name)),
    delay: 0,
    loadParquet: () => Promise.reject(new Error('no Parquet here')),
    interest: select(lanes),
    onRows: (rows) => {
      for (const lane of lanes) lane.add(rows);
    },
  });
  return lanes.flatMap((own, i) =>
    [...own.rowsOf(own.laned.lanes, everything)].map(
      ([lane, { table }]) => `${rules[i]?.name} ${lane.id}: ${answerMembers(table)}`,
    ),
  );
}

const change = fc.tuple(
  fc.nat(),
  fc.constantFrom('action', 'object_type', 'category', 'item_uuid', 'user', 'user_type', 'uuid', 'details'),
  fc.constantFrom<unknown>(null, '', 'export', 'ex\u0070ort"', 'create', '+', 'success', {}),
);

test('rows are the same', { timeout: 120_000 }, async () => {
  let longest = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 20, maxLength: 60 }),
      fc.boolean(),
      async (changes, isSelective) => {
        const events = [...story];
        for (const [index, name, value] of changes)
          events[index % story.length] = { ...events[index % story.length], [name]: value };
        const lines = events.map((event) => JSON.stringify(event));
        // Written with an escape, a text is the same.
        lines.push(...lines.slice(0, 20).map((line) => line.replaceAll('export', '\\u0065xport')));
        writeFileSync(path, lines.join('\n'));
        const whole = await lanesOf(() => undefined);
        longest = Math.max(longest, ...whole.map(({ length }) => length));
        const some = await lanesOf((lanes) =>
          // Where all rules look for certain events, lines without these are not read at all.
          interestOf(
            isSelective ? lanes.map((lane) => ({ ...membersOf(lane), texts: lane.texts ?? any })) : lanes,
          ),
        );
        const known = isSelective
          ? (text: string): boolean => !text.startsWith('log-ingestion-failure')
          : () => true;
        expect(some.filter(known)).toEqual(whole.filter(known));
      },
    ),
    { numRuns: 4, seed: 5, endOnFailure: true },
  );
  expect(longest).toBeGreaterThan(5000);
});

const any: ReadonlySet<string> = new Set(['nothing-like-this']);

function membersOf({ texts, columns, presence }: RuleLanes) {
  return { texts, columns, presence };
}
