import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { createColors } from 'picocolors';
import { runJob, jobRule, type Job, type JobResult } from '../backtest/job.ts';
import { htmlPage } from '../backtest/page.ts';
import { ProgressBar } from '../backtest/progress-bar.ts';
import { backtestReport, type BacktestReport } from '../backtest/report.ts';
import { count, terminalReport } from '../backtest/terminal.ts';
import { isThread, runInThreads, serveThread } from '../backtest/threads.ts';
import { DataError } from '../data-files/data-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/nearest.ts';
import { loadSources } from '../load/sources.ts';
import { ruleNameOf } from '../scenarios/suite.ts';
import { selectValid } from '../validate/sources.ts';
import type { Command, OptionValues, Output } from './command.ts';
import { loadParquet, readWatchlistRows } from './kql-data.ts';
import { reportFindings } from './report.ts';
import { cacheFolder } from './stages.ts';

/** Runs rules over recorded events as Microsoft Sentinel would have run them. */
export const backtest: Command = {
  name: 'backtest',
  summary: 'Run the analytics rules over recorded events and report what they would have raised.',
  options: {
    events: {
      type: 'string',
      array: true,
      describe:
        'Files of rows of the table (.ndjson, .csv, .parquet) or of events of the API (.ndjson), or a folder of them',
    },
    rules: { type: 'string', array: true, describe: 'Only these rules, by the names of their files' },
    from: { type: 'string', describe: 'First run, e.g. 2026-05-04T00:00:00Z (default: the first arrival)' },
    to: { type: 'string', describe: 'Last run (default: the last arrival)' },
    watchlist: { type: 'string', describe: 'CSV of the watchlist PG1PW (default: the one of the solution)' },
    delay: {
      type: 'number',
      describe: 'Seconds from an event to its arrival, where it does not say when it arrived',
      default: 60,
    },
    html: { type: 'string', describe: 'Write a page with charts to this file', normalize: true },
    threads: { type: 'number', describe: 'Threads that share the rules (default: at most 2)' },
  },
  examples: [
    ['--events export.csv', 'All rules over rows exported from the workspace'],
    ['--events events/ --html dist/backtest.html', 'All files of a folder, and a page with charts'],
    ['--events events/ --rules vault-export --from 2026-05-04T00:00:00Z', 'One rule, from a day on'],
    ['--events export.csv --watchlist pg1pw.csv --json', 'With a watchlist of your own, as JSON'],
  ],
  async run(values, output) {
    if (isThread()) {
      await serveThread(loadParquet);
      return 0;
    }
    const findings: Diagnostic[] = [];
    const root = String(values['root']);
    const report = (found: Diagnostic): void => {
      if (isOfRules(found.location.file)) findings.push(found);
    };
    const loaded = selectValid(loadSources(root, report), report);
    const request = readRequest(values, loaded.rules.map(ruleNameOf));
    if ('usage' in request) {
      output.err(`${backtest.name}: ${request.usage}\nSee: npm run ${backtest.name} -- --help`);
      return 2;
    }
    const isJson = values['json'] === true;
    if (!loaded.table || hasErrors(findings))
      return reportFindings({ command: backtest.name, root, diagnostics: findings, isJson }, output);
    const { table, rules, fragments } = loaded;
    const chosen = rules.filter(
      (rule) => request.rules.length === 0 || request.rules.includes(ruleNameOf(rule)),
    );
    try {
      const job: Job = {
        ...request,
        table: table.value,
        rules: chosen.map((rule) => jobRule(ruleNameOf(rule), rule.value, fragments)),
        watchlist: await readWatchlistRows(root, request.watchlist),
        cacheFolder,
      };
      const result = await runRules(job, request.threads);
      return printReport(backtestReport({ ...result, delay: job.delay }), values, output);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      const { file, line, column, message } = error;
      if (isJson) output.out(JSON.stringify({ error: { message, file, line, column } }));
      else output.err(file === '' ? `backtest: ${message}` : `${file}:${line}:${column} error\n  ${message}`);
      return 1;
    }
  },
};

/** Files that rules are made of; their scenarios are none of them. */
function isOfRules(file: string): boolean {
  return /^(?:analytics-rules\/(?!.*\.test\.yaml$)|solution\/fragments\/|solution\/table\.yaml$)/.test(file);
}

interface Request extends Pick<Job, 'files' | 'from' | 'to' | 'delay'> {
  readonly rules: readonly string[];
  readonly watchlist: string | undefined;
  /** Decided by the size of the files where undefined. */
  readonly threads: number | undefined;
}

function readRequest(values: OptionValues, known: readonly string[]): Request | { readonly usage: string } {
  const given = (values['events'] ?? []) as readonly string[];
  if (given.length === 0) return { usage: 'which events? Name files or a folder: --events export.csv.' };
  const rules = ((values['rules'] ?? []) as readonly string[])
    .flatMap((text) => text.split(','))
    .filter(Boolean);
  const stranger = rules.find((name) => !known.includes(name));
  if (stranger !== undefined) return { usage: `there is no rule ${stranger}.${suggest(stranger, known)}` };
  const times = (['from', 'to'] as const).map((name) => {
    const text = values[name];
    return text === undefined ? undefined : Date.parse(String(text));
  });
  const wrong = (['from', 'to'] as const).find((_, i) => Number.isNaN(times[i]));
  if (wrong)
    return { usage: `--${wrong} ${String(values[wrong])} is no time; write it as 2026-05-04T10:00:00Z.` };
  const [from, to] = times;
  if (from !== undefined && to !== undefined && from > to) return { usage: '--from is later than --to.' };
  const delay = Number(values['delay']) * 1000;
  if (!(delay >= 0)) return { usage: '--delay is a number of seconds, 0 or more.' };
  const threads = values['threads'] === undefined ? undefined : Number(values['threads']);
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1))
    return { usage: '--threads is a whole number, 1 or more.' };
  const watchlist = values['watchlist'] === undefined ? undefined : String(values['watchlist']);
  return { files: filesOf(given), from, to, delay, rules, watchlist, threads };
}

/** Files as they are named; of a folder those of rows, by name. */
function filesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => /\.(?:ndjson|jsonl|json|csv|parquet)$/i.test(name));
    return names.sort().map((name) => join(path, name));
  });
}

/** Below this many bytes a second thread costs more than it saves. */
const smallBytes = 20_000_000;

async function runRules(job: Job, wanted: number | undefined): Promise<JobResult> {
  const progress = new ProgressBar();
  const bytes = job.files.reduce(
    (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  try {
    const threads = wanted ?? (bytes < smallBytes ? 1 : Math.min(2, availableParallelism()));
    if (threads === 1 || job.rules.length === 1) return await runJob(job, loadParquet, progress);
    const shares = sharesOf(job.rules, threads);
    return await runInThreads(job, shares, progress);
  } finally {
    progress.end();
  }
}

/**
 * Rules that ask what was done read other events than those of sign-ins, so that each thread has less to read. A
 * rule that looks at all events reads little of each, and goes with sign-ins: the others have more to do.
 */
function sharesOf(rules: Job['rules'], threads: number): string[][] {
  const shares = Array.from({ length: Math.min(threads, rules.length) }, (): string[] => []);
  const ofActions = rules.filter(isOfActions);
  const others = rules.filter((rule) => !ofActions.includes(rule));
  if (ofActions.length === 0 || others.length === 0 || threads !== 2) {
    rules.forEach(({ name }, i) => shares[i % shares.length]?.push(name));
    return shares;
  }
  return [others, ofActions].map((share) => share.map(({ name }) => name));
}

/** Whether a filter asks for what was done, or to what. */
function isOfActions({ query }: Job['rules'][number]): boolean {
  return /\bwhere\b.*\b(?:action|object_type) (?:==|in)\s/.test(query);
}

function printReport(report: BacktestReport, values: OptionValues, output: Output): 0 | 1 {
  const page = values['html'];
  if (page !== undefined) {
    mkdirSync(dirname(String(page)), { recursive: true });
    writeFileSync(String(page), htmlPage(report));
  }
  if (values['json'] === true) output.out(JSON.stringify(report));
  else {
    output.out(terminalReport(report, createColors(output.hasColors ?? false)));
    const { totals, events, rules } = report;
    const sums = `${count(totals.alerts, 'alert')}, ${count(totals.incidents, 'incident')}`;
    const written = page === undefined ? '' : `; ${String(page)} written`;
    output.out(
      `\nbacktest: ${count(rules.length, 'rule')} over ${count(events, 'event')}: ${sums}${written}`,
    );
  }
  return report.rules.some(({ error }) => error !== undefined) ? 1 : 0;
}
