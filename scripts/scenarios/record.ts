/** What the last run found, kept beside the other caches, for --changed and --failed. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasFailed, type SuiteResult } from './run-suite.ts';

export interface RuleRecord {
  /** Of everything that the result depends on; empty where not all scenarios were run. */
  readonly digest: string;
  /** Names of the scenarios that failed. */
  readonly failed: readonly string[];
  /** Whether the files themselves had errors. */
  readonly isBroken: boolean;
}

export type RunRecord = Readonly<Record<string, RuleRecord>>;

/** The record of the solution at `root`; an unreadable one counts as empty. */
export function readRecord(cacheFolder: string, root: string): RunRecord {
  return readAll(cacheFolder)[resolve(root)] ?? {};
}

/** Writes the record of the solution at `root`, and forgets solutions that are gone, such as copies for a test. */
export function writeRecord(cacheFolder: string, root: string, record: RunRecord): void {
  const file = join(cacheFolder, fileName);
  const others = Object.entries(readAll(cacheFolder)).filter(([folder]) => existsSync(folder));
  try {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(
      `${file}.${process.pid}`,
      JSON.stringify({ ...Object.fromEntries(others), [resolve(root)]: record }),
    );
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Without a record the next run takes all rules for changed; nothing is lost.
  }
}

const fileName = 'rule-tests.json';

function readAll(cacheFolder: string): Readonly<Record<string, RunRecord>> {
  try {
    return JSON.parse(readFileSync(join(cacheFolder, fileName), 'utf8')) as Record<string, RunRecord>;
  } catch {
    return {};
  }
}

/** The record after a run; `wanted` names the scenarios that were run of a rule, where not all were. */
export function updateRecord(
  before: RunRecord,
  results: readonly SuiteResult[],
  digestOf: (rule: string) => string,
  wanted?: ReadonlyMap<string, ReadonlySet<string>>,
): RunRecord {
  const entries = results.map(({ suite, outcomes }): [string, RuleRecord] => {
    const { name, findings } = suite;
    const failed = outcomes.filter(hasFailed).map(({ scenario }) => scenario.name);
    const isBroken = findings.length > 0;
    const only = wanted?.get(name);
    if (!only) return [name, { digest: digestOf(name), failed, isBroken }];
    const others = (before[name]?.failed ?? []).filter((scenario) => !only.has(scenario));
    return [name, { digest: '', failed: [...failed, ...others].sort(), isBroken }];
  });
  return { ...before, ...Object.fromEntries(entries) };
}
