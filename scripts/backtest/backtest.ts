/** Rules over the events of a span of time. */
import { toMoment } from '../kql/values/time.ts';
import { emptyTable, type Table } from '../kql/table/table.ts';
import { KqlError } from '../kql/plan/kql-error.ts';
import type { LoadParquet } from '../data-files/parquet.ts';
import type { PreparedRule, TestWorkspace } from '../scenarios/prepare.ts';
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import { watchlistTable } from '../scenarios/run-query.ts';
import { interestOf } from './interest.ts';
import { readEvents, type EventCounts } from './read-events.ts';
import { RuleLanes } from './rule-lanes.ts';
import { lanedRuns } from './laned-runs.ts';
import { ruleHistory, type RuleHistory, type Span } from './rule-history.ts';
import { SpillFile } from './spill-file.ts';

/** A rule that is to be run, by the name of its file. */
export interface BacktestRule {
  readonly name: string;
  readonly prepared: PreparedRule;
}

export interface BacktestOptions {
  readonly workspace: TestWorkspace;
  readonly files: readonly string[];
  readonly watchlist: readonly Readonly<Record<string, string>>[];
  /** Runs in this span, in milliseconds since 1970; what is absent is taken from the events. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Of an event that does not say when it arrived, in milliseconds. */
  readonly delay: number;
  readonly loadParquet: LoadParquet;
  /** How many values of rows stay in memory while events are read, before they are put aside on disk. */
  readonly heldValues?: number;
  readonly progress?: Progress;
}

/** Told how far it has come. */
export interface Progress {
  /** Events read, and the share of all files, from 0 to 1. */
  reading(events: number, share: number): void;
  /** The share of the runs of all rules, from 0 to 1. */
  running(share: number): void;
}

export interface BacktestResult {
  readonly events: EventCounts;
  /** The span that was run; undefined where there are no events. */
  readonly span: Span | undefined;
  /** By the name of the rule; an error where its query cannot be run exactly. */
  readonly histories: ReadonlyMap<string, RuleHistory | KqlError>;
}

const ticksPerMillisecond = 10_000;
/** About 50 MB, with texts of usual length. */
const mostHeld = 3_000_000;

/** Reads the events once, in any order, and runs the rules one after the other. Throws `DataError`, and `KqlError` for a wrong query. */
export async function runBacktest(
  rules: readonly BacktestRule[],
  options: BacktestOptions,
): Promise<BacktestResult> {
  const { workspace, files, delay, loadParquet, progress } = options;
  const others = otherTables(workspace, options.watchlist);
  const file = new SpillFile();
  try {
    const lanes = rules.map(({ prepared }) => {
      const { program } = prepared.query({ constants: {}, lacks: [] }).prepared;
      return new RuleLanes(program, workspace.table, others, file);
    });
    const own = workspace.schema.tables.find(({ name }) => name === workspace.table);
    const used = new Set(lanes.flatMap(({ columns }) => [...columns]));
    const events = await readEvents(files, {
      columns: (own?.columns ?? []).filter(({ name }) => used.has(name)),
      delay: delay * ticksPerMillisecond,
      loadParquet,
      interest: interestOf(lanes),
      onRows: (rows) => {
        for (const lane of lanes) lane.add(rows);
        const held = lanes.reduce((sum, { heldValues }) => sum + heldValues, 0);
        if (held > (options.heldValues ?? mostHeld)) for (const lane of lanes) lane.spill();
      },
      ...(progress && { onProgress: (count, share) => progress.reading(count, share) }),
    });
    const span = spanOf(events, options);
    return { events, span, histories: span ? historiesOf(rules, lanes, span, others, progress) : new Map() };
  } finally {
    file.close();
  }
}

/** All runs of one rule after the other; the rows of each are let go when it is done. */
function historiesOf(
  rules: readonly BacktestRule[],
  lanes: RuleLanes[],
  span: Span,
  others: ReadonlyMap<string, Table>,
  progress: Progress | undefined,
): ReadonlyMap<string, RuleHistory | KqlError> {
  const histories = new Map<string, RuleHistory | KqlError>();
  rules.forEach(({ name, prepared }, index) => {
    const lane = lanes.shift();
    if (!lane) return;
    const told = (at: number): void => progress?.running((index + shareOf(at, span)) / rules.length);
    try {
      histories.set(name, ruleHistory(prepared, span, lanedRuns(prepared, lane, others), told));
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      histories.set(name, error);
    }
  });
  return histories;
}

/** Tables that stay the same: the watchlist, and those of Microsoft without rows. */
export function otherTables(
  { schema, table: own, watchlistCall }: TestWorkspace,
  watchlist: BacktestOptions['watchlist'],
): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const { name, columns } of schema.tables) {
    if (name !== own)
      tables.set(name, emptyTable([...columns, { name: ingestionTimeColumn, type: 'datetime' }]));
  }
  tables.set(watchlistCall, watchlistTable(watchlist, schema.functions[0]?.columns ?? []));
  return tables;
}

/** From the first arrival to the last, unless said otherwise. */
function spanOf(
  { first, last }: EventCounts,
  { from, to }: Pick<BacktestOptions, 'from' | 'to'>,
): Span | undefined {
  if (first === undefined || last === undefined) return undefined;
  return { from: from ?? toMoment(first).milliseconds, to: to ?? toMoment(last).milliseconds + fiveMinutes };
}

/** So that the last events are seen by the rules that run most often. */
const fiveMinutes = 300_000;

function shareOf(at: number, { from, to }: Span): number {
  return (at - from) / Math.max(1, to - from);
}
