import { createInterface } from 'node:readline';
import { existsSync } from 'node:fs';
import { DataError } from '../data-files/data-error.ts';
import { answerMembers, cellText, rowsOf } from '../kql/answer.ts';
import { createEngine, lineAndColumn, type Engine } from '../kql/engine.ts';
import { keepCompiledCode } from '../kql/language-service.ts';
import { KqlError } from '../kql/plan/kql-error.ts';
import { planAhead, type AheadPlanner } from '../kql/process/plan-ahead.ts';
import type { Plan } from '../kql/plan/plan.ts';
import { printProgram, type OperatorFigures } from '../kql/plan/print-plan.ts';
import type { RunOptions } from '../kql/run/run.ts';
import type { Table } from '../kql/table/table.ts';
import type { Int64 } from '../kql/values/int64.ts';
import { fromMilliseconds, parseDatetime } from '../kql/values/time.ts';
import { printCsv } from '../load/csv.ts';
import type { Command, ExitCode, OptionValues, Output } from './command.ts';
import { openWorkspace, parseDataArguments, readTableFile, type Workspace } from './kql-data.ts';
import { cacheFolder } from './stages.ts';
import { formatTable } from './text-table.ts';
import { makesSnapshot } from './tools.ts';

/** Runs queries over files, by the engine that runs the rules' scenarios. */
export const kql: Command = {
  name: 'kql',
  summary: 'Run a KQL query over files of events. What cannot be answered exactly is refused.',
  positionals: [{ name: 'query', describe: 'The query; not with --batch', isRequired: false }],
  options: {
    data: {
      type: 'string',
      array: true,
      describe:
        'File of rows (.ndjson, .csv, .parquet) or of events of the API (.ndjson), or Name=FILE for another table than the own one',
      default: [],
    },
    now: { type: 'string', describe: 'Time of the run, e.g. 2026-05-04T10:00:00Z' },
    csv: { type: 'boolean', describe: 'Print rows as CSV', default: false },
    explain: {
      type: 'boolean',
      describe: 'Print the plan, with rows and time of each operator',
      default: false,
    },
    batch: {
      type: 'boolean',
      describe: 'Read JSON lines {"id","query"} on standard input, print one JSON line for each',
      default: false,
    },
  },
  examples: [
    [
      "'OnePasswordEventLogs_CL | summarize count() by action' --data events.ndjson",
      'Count the rows of a file',
    ],
    [
      "'Users | join (OnePasswordEventLogs_CL) on $left.id == $right.actor_uuid' --data a.ndjson Users=u.csv",
      'Two tables',
    ],
    ["'print now()' --now 2026-05-04T10:00:00Z --json", 'No table, a time of your own, JSON'],
    ['--batch < queries.jsonl', 'Many queries in one process'],
  ],
  async run(values, output) {
    const { query, files } = readWords(values);
    const now = readNow(values['now']);
    const usage = wrongUsage(values, query, now);
    if (usage !== undefined || now === undefined) {
      output.err(`kql: ${usage}\nSee: npm run kql -- --help`);
      return 2;
    }
    // Many queries are planned here: asking another process costs more than it saves once this one is warm.
    const planner = query === undefined ? undefined : startPlanner();
    try {
      const root = String(values['root']);
      const table = readTableFile(root);
      let expected: Promise<void> | undefined;
      const workspace = await openWorkspace(root, parseDataArguments(files, table.name), {
        table,
        now,
        // The query is planned while the files are read.
        knowSchema: (schema) => (expected = planner?.expect(query ?? '', schema)),
      });
      await expected;
      for (const remark of workspace.remarks) output.err(remark);
      const engine = createEngine(workspace.schema, cacheFolder, planner?.plan);
      const options = { tables: workspace.tables, now };
      if (query === undefined) return await runBatch(engine, options, output);
      const exitCode = runOne(query, { engine, workspace, options, values, output });
      planner?.save();
      return exitCode;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      return reportDataError(error, values['json'] === true, output);
    } finally {
      planner?.close();
    }
  },
};

function startPlanner(): AheadPlanner {
  return planAhead({ cacheFolder, keepsPlans: false, makesSnapshot });
}

/** The query may also stand behind the files, where the option takes it for one. */
function readWords(values: OptionValues): { query: string | undefined; files: readonly string[] } {
  const files = (values['data'] ?? []) as readonly string[];
  const query = values['query'] as string | undefined;
  const last = files.at(-1);
  if (query !== undefined || values['batch'] === true || last === undefined || files.length < 2) {
    return { query, files };
  }
  const isFile = existsSync(last.replace(/^[A-Za-z_]\w*=/, '')) || existsSync(last);
  return isFile ? { query, files } : { query: last, files: files.slice(0, -1) };
}

function readNow(value: unknown): Int64 | undefined {
  // The one place where the engine's time comes from a clock.
  if (value === undefined) return fromMilliseconds(Date.now());
  return parseDatetime(String(value)) ?? undefined;
}

function wrongUsage(
  values: OptionValues,
  query: string | undefined,
  now: Int64 | undefined,
): string | undefined {
  if (now === undefined)
    return `--now ${String(values['now'])} is no time; write it as 2026-05-04T10:00:00Z.`;
  const isBatch = values['batch'] === true;
  if (isBatch && query !== undefined)
    return '--batch takes its queries from standard input, not from the command line.';
  if (!isBatch && query === undefined) return 'a query is missing.';
  const forms = ['json', 'csv', 'batch'].filter((name) => values[name] === true);
  return forms.length > 1 ? `--${forms.join(' and --')} exclude each other.` : undefined;
}

interface One {
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly options: RunOptions;
  readonly values: OptionValues;
  readonly output: Output;
}

function runOne(query: string, { engine, options, values, output }: One): ExitCode {
  const isJson = values['json'] === true;
  try {
    const prepared = engine.prepare(query);
    const isExplained = values['explain'] === true;
    const figures = new Map<Plan, OperatorFigures>();
    const result = prepared.run(isExplained ? { ...options, observe: observer(figures) } : options);
    const plan = isExplained ? printProgram(prepared.program, query, figures) : undefined;
    keepCompiledCode();
    output.out(print(result, plan, values));
    return 0;
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    const { line, column } = lineAndColumn(query, error.place.start);
    const text = isJson
      ? `{"error":${errorJson(error, query)}}`
      : `query:${line}:${column} error\n  ${error.message}\n${excerpt(query, line, column)}`;
    if (isJson) output.out(text);
    else output.err(text);
    return 1;
  }
}

function print(result: Table, plan: string | undefined, values: OptionValues): string {
  if (values['json'] === true) {
    return `{${answerMembers(result)}${plan === undefined ? '' : `,"plan":${JSON.stringify(plan)}`}}`;
  }
  if (plan !== undefined) return plan;
  const rows = rowsOf(result, cellText);
  if (values['csv'] === true)
    return printCsv([result.schema.map(({ name }) => name), ...rows]).replace(/\n$/, '');
  if (rows.length === 0) return `no rows; columns: ${result.schema.map(({ name }) => name).join(', ')}`;
  const shown = result.schema.map(({ name, type }) => ({ name, isNumeric: numeric.has(type) }));
  // Without a terminal no width is too large: programs that cut lines want rows whole.
  const width = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
  return formatTable(shown, rows, width);
}

const numeric: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal']);

/** Takes the time of each operator, less that of the operators which it calls. */
function observer(figures: Map<Plan, OperatorFigures>): NonNullable<RunOptions['observe']> {
  const within: number[] = [];
  return (plan, work) => {
    within.push(0);
    const start = performance.now();
    const table = work();
    const all = performance.now() - start;
    const inner = within.pop() ?? 0;
    if (within.length > 0) within[within.length - 1] = (within.at(-1) ?? 0) + all;
    const earlier = figures.get(plan);
    figures.set(plan, {
      rows: (earlier?.rows ?? 0) + table.length,
      milliseconds: (earlier?.milliseconds ?? 0) + all - inner,
    });
    return table;
  };
}

async function runBatch(engine: Engine, options: RunOptions, output: Output): Promise<ExitCode> {
  let count = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    output.out(answerLine(line, engine, options));
    if (++count === 1) keepCompiledCode();
  }
  return 0;
}

/** The answer to one line; a fault of the engine costs that query only. */
function answerLine(line: string, engine: Engine, options: RunOptions): string {
  let request: { readonly id?: unknown; readonly query?: unknown } | null;
  try {
    request = JSON.parse(line) as typeof request;
  } catch {
    return '{"id":null,"error":{"message":"the line is not JSON","line":1,"column":1,"unsupported":false}}';
  }
  const id = JSON.stringify(request?.id ?? null);
  const query = request?.query;
  if (typeof query !== 'string') {
    return `{"id":${id},"error":{"message":"the line has no query","line":1,"column":1,"unsupported":false}}`;
  }
  try {
    return `{"id":${id},${answerMembers(engine.prepare(query).run(options))}}`;
  } catch (error) {
    return `{"id":${id},"error":${errorJson(error, query)}}`;
  }
}

function errorJson(error: unknown, query: string): string {
  const known = error instanceof KqlError ? error : undefined;
  const { line, column } = lineAndColumn(query, known?.place.start ?? 0);
  const text = error instanceof Error ? error.message : String(error);
  const message = known ? text : `internal error: ${text.slice(0, 300)}`;
  return JSON.stringify({ message, line, column, unsupported: known?.isUnsupported ?? true });
}

/** The line of the query with a mark below the place. */
function excerpt(query: string, line: number, column: number): string {
  const text = query.split('\n')[line - 1] ?? '';
  const from = Math.max(0, column - 60);
  const shown = text.slice(from, from + 100).replaceAll('\t', ' ');
  return `  | ${shown}\n  | ${' '.repeat(column - 1 - from)}^`;
}

function reportDataError(
  { file, line, column, message }: DataError,
  isJson: boolean,
  output: Output,
): ExitCode {
  if (isJson) output.out(JSON.stringify({ error: { message, file, line, column, unsupported: false } }));
  else output.err(file === '' ? `kql: ${message}` : `${file}:${line}:${column} error\n  ${message}`);
  return 1;
}
