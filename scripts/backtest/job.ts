/** What a thread is asked for and what it answers: plain data both ways. */
import type { Fragment } from '../kql/fragment.ts';
import { compose } from '../kql/compose.ts';
import { PlanCache } from '../kql/plan-cache.ts';
import { createPlanner, type QueryPlanner } from '../kql/plan-text.ts';
import { toolsDigest } from '../kql/process/snapshot.ts';
import { KqlError } from '../kql/plan/kql-error.ts';
import { workspaceSchema } from '../kql/workspace-schema.ts';
import { toMoment } from '../kql/values/time.ts';
import type { LoadParquet } from '../data-files/parquet.ts';
import type { RuleFile } from '../model/rule.ts';
import type { TableFile } from '../model/table.ts';
import { watchlistColumns } from '../model/watchlist.ts';
import { prepareRule, testWorkspace } from '../scenarios/prepare.ts';
import { runBacktest, type BacktestOptions, type Progress } from './backtest.ts';
import type { EventCounts } from './read-events.ts';
import type { BacktestReport } from './report.ts';
import { ruleReport } from './rule-report.ts';
import type { Span } from './rule-history.ts';

export interface JobRule {
  readonly name: string;
  readonly rule: RuleFile;
  /** The composed query. */
  readonly query: string;
}

export interface Job extends Pick<BacktestOptions, 'files' | 'watchlist' | 'from' | 'to' | 'delay'> {
  readonly table: TableFile;
  readonly rules: readonly JobRule[];
  readonly cacheFolder: string;
}

export interface JobResult {
  readonly events: EventCounts;
  readonly span: Span | undefined;
  readonly rules: BacktestReport['rules'];
}

export function jobRule(name: string, rule: RuleFile, fragments: ReadonlyMap<string, Fragment>): JobRule {
  return { name, rule, query: compose(rule.query, fragments).text };
}

/** Throws `DataError`. A rule whose query cannot be run exactly is reported with the reason. */
export async function runJob(job: Job, loadParquet: LoadParquet, progress?: Progress): Promise<JobResult> {
  const { table, cacheFolder, files, watchlist, from, to, delay } = job;
  const schema = workspaceSchema(table, watchlistColumns);
  const plans = new PlanCache(cacheFolder, toolsDigest());
  const plan = rememberingPlanner(cacheFolder, plans);
  const workspace = testWorkspace(schema, { table: table.name, watchlist: 'PG1PW', cacheFolder, plan });
  const rules = job.rules.map(({ name, rule, query }) => ({
    name,
    prepared: prepareRule(rule, query, workspace),
  }));
  const options = {
    workspace,
    files,
    watchlist,
    from,
    to,
    delay,
    loadParquet,
    ...(progress && { progress }),
  };
  const { events, span, histories } = await runBacktest(rules, options);
  plans.save();
  const reports = job.rules.flatMap(({ name, rule, query }) => {
    const history = histories.get(name);
    if (!history || !span || events.first === undefined) return [];
    const first = toMoment(events.first).milliseconds;
    const subject = { name, rule, query, span, first };
    if (!(history instanceof KqlError)) return [ruleReport(history, subject)];
    const none = { alerts: [], incidents: [], runs: 0, executed: 0, suppressed: 0 };
    return [{ ...ruleReport(none, subject), error: history.message }];
  });
  return { events, span, rules: reports };
}

/** Plans what no earlier run has planned. */
function rememberingPlanner(cacheFolder: string, plans: PlanCache): QueryPlanner {
  const planner = createPlanner(cacheFolder);
  return (text, schema) => {
    const known = plans.find(text, schema);
    if (known) return known;
    const planned = planner(text, schema);
    plans.keep(text, schema, planned);
    return planned;
  };
}
