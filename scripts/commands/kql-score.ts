import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createEngine } from '../kql/engine.ts';
import { compareAnswer, isRefusal, type ScoredCase } from '../kql/testing/score.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import type { Command, Output } from './command.ts';
import { cacheFolder } from './stages.ts';

/** Where the cases are, besides `--cases`: files one after the other, with a colon or semicolon between. */
const variable = 'KQL_CASES';

interface Tally {
  cases: number;
  right: number;
  wrong: number;
  refused: number;
}

interface Miss {
  readonly id: string;
  readonly tier: string;
  readonly verdict: 'wrong' | 'refused';
  readonly why: string;
}

/** How many queries with known answers the engine answers as Kusto does. */
export const kqlScore: Command = {
  name: 'kql:score',
  summary: 'Run the KQL engine over queries whose answers are known, and count right, wrong and refused.',
  options: {
    cases: {
      type: 'string',
      array: true,
      describe: `Files of cases, JSON lines {"id","tier","query","expected"}; else the variable ${variable}`,
      default: [],
    },
    list: { type: 'boolean', describe: 'Name every case that is wrong or refused', default: false },
  },
  examples: [
    ['--cases docs.jsonl emulator.jsonl', 'Score two files'],
    ['--cases docs.jsonl --list', 'Also name what is not right'],
  ],
  async run(values, output) {
    const given = values['cases'] as readonly string[];
    const files = given.length > 0 ? given : (process.env[variable] ?? '').split(/[:;]/).filter(Boolean);
    const missing = files.filter((file) => !existsSync(file));
    if (files.length === 0 || missing.length > 0) {
      const problem =
        files.length === 0 ? 'no cases: give --cases FILE' : `no such file: ${missing.join(', ')}`;
      output.err(`kql:score: ${problem}\nSee: npm run kql:score -- --help`);
      return 2;
    }
    const scores = files.map((file) => ({ file: basename(file), ...scoreFile(file) }));
    if (values['json'] === true)
      output.out(JSON.stringify({ schemaVersion: 1, files: scores.map(toJson) }, null, 2));
    else for (const score of scores) print(score, values['list'] === true, output);
    return scores.some(({ misses }) => misses.some(({ verdict }) => verdict === 'wrong')) ? 1 : 0;
  },
};

interface Score {
  readonly tiers: ReadonlyMap<string, Tally>;
  readonly misses: readonly Miss[];
}

function scoreFile(file: string): Score {
  const engine = createEngine({ tables: [], functions: [] }, cacheFolder);
  const now = fromMilliseconds(Date.now());
  const tiers = new Map<string, Tally>();
  const misses: Miss[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const scored = JSON.parse(line) as ScoredCase;
    const why = compareAnswer(scored, (query) => engine.prepare(query).run({ tables: new Map(), now }));
    const tally = tiers.get(scored.tier) ?? { cases: 0, right: 0, wrong: 0, refused: 0 };
    tiers.set(scored.tier, tally);
    const verdict = why === undefined ? 'right' : isRefusal(why) ? 'refused' : 'wrong';
    tally.cases++;
    tally[verdict]++;
    if (verdict !== 'right') misses.push({ id: scored.id, tier: scored.tier, verdict, why: why ?? '' });
  }
  return { tiers, misses };
}

function toJson({ file, tiers, misses }: Score & { readonly file: string }) {
  return { file, tiers: Object.fromEntries(tiers), misses };
}

function print(
  { file, tiers, misses }: Score & { readonly file: string },
  isListed: boolean,
  output: Output,
): void {
  output.out(file);
  for (const [tier, { cases, right, wrong, refused }] of tiers) {
    const share = ((right / cases) * 100).toFixed(1);
    output.out(
      `  ${tier.padEnd(8)} ${right} of ${cases} right (${share} %), ${wrong} wrong, ${refused} refused`,
    );
  }
  for (const { id, verdict, why } of misses) {
    if (isListed || verdict === 'wrong') output.out(`    ${verdict}: ${id}: ${why.slice(0, 160)}`);
  }
}
