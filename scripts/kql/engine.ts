/**
 * The engine's door: a query is prepared against a schema once and run over tables as often as one likes.
 * In: the text, the names it can use. Out: columns, then tables. What cannot be exact is refused.
 */
import { KqlError, unsupported } from './plan/kql-error.ts';
import { declarationOf } from './plan/open-plugin.ts';
import type { Program } from './plan/plan.ts';
import { createPlanner, type QueryPlanner } from './plan-text.ts';
import { runProgram, type RunOptions } from './run/run.ts';
import type { ColumnSchema, Table } from './table/table.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

/** A query that is bound and planned. */
export interface PreparedQuery {
  readonly text: string;
  /** Columns of the result, as Microsoft's binder names them; none where only the data know them. */
  readonly columns: readonly ColumnSchema[];
  readonly program: Program;
  /** Throws `KqlError` where the data shows that something cannot be exact. */
  run(options: RunOptions): Table;
}

export interface Engine {
  /** Throws `KqlError`: the query is wrong, or asks for what the engine does not have. */
  prepare(text: string): PreparedQuery;
}

/** An engine for a workspace. Where no planner is given, the library behind it is loaded with the first query. */
export function createEngine(
  schema: WorkspaceSchema,
  cacheFolder: string,
  plan: QueryPlanner = createPlanner(cacheFolder),
): Engine {
  const prepare = (text: string): PreparedQuery => {
    const planned = whereNotTooDeep(text, () => plan(text, schema));
    if ('program' in planned) {
      const { program } = planned;
      return {
        text,
        columns: program.main.schema,
        program,
        run: (options) => whereNotTooDeep(text, () => settled(runProgram(program, options))),
      };
    }
    const { message, place, isUnsupported, openEnd } = planned.refusal;
    const reason = new KqlError(message, place, isUnsupported);
    if (openEnd === undefined) throw reason;
    return prepareOpen(text, openEnd, prepare, reason);
  };
  return { prepare };
}

/** Runs a query up to a plugin whose columns the data say, and then as a whole with these declared. */
function prepareOpen(
  text: string,
  end: number,
  prepare: (text: string) => PreparedQuery,
  reason: KqlError,
): PreparedQuery {
  const head = text.slice(0, end);
  // The plugin may be what cannot be planned.
  if (end === text.trimEnd().length) throw reason;
  const { program } = prepare(head);
  const whole = new Map<string, PreparedQuery>();
  return {
    text,
    columns: [],
    program,
    run(options) {
      const declaration = declarationOf(program.main, runProgram(program, options));
      if (declaration === undefined) throw reason;
      try {
        let prepared = whole.get(declaration);
        if (!prepared) whole.set(declaration, (prepared = prepare(head + declaration + text.slice(end))));
        return prepared.run(options);
      } catch (error) {
        if (!(error instanceof KqlError) || error.place.start < end) throw error;
        const start = Math.max(end, error.place.start - declaration.length);
        throw new KqlError(error.message, { ...error.place, start }, error.isUnsupported);
      }
    },
  };
}

/** Reads what is worked out only when it is read: a refusal belongs to the run, not to who prints the answer. */
function settled(table: Table): Table {
  for (const column of table.columns) if (!column.dictionary) column.values();
  return table;
}

/** The stack is finite: a query nested thousands of levels deep is refused, not a fault. */
function whereNotTooDeep<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError) || !/call stack/i.test(error.message)) throw error;
    throw unsupported('A query nested as deeply as this', { start: 0, length: text.length });
  }
}

export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset, both counted from 1. */
export function lineAndColumn(text: string, offset: number): LineAndColumn {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
