/**
 * The engine's door: a query is prepared against a schema once and run over tables as often as one likes.
 * In: the text, the names it can use. Out: columns, then tables. What cannot be exact is refused.
 */
import { bindQuery, namesByNumber, workspaceGlobals } from './bind.ts';
import { languageService } from './language-service.ts';
import { KqlError, unsupported } from './plan/kql-error.ts';
import type { Program } from './plan/plan.ts';
import { planQuery } from './plan/planner.ts';
import { readTree } from './plan/syntax-tree.ts';
import { runProgram, type RunOptions } from './run/run.ts';
import type { ColumnSchema, Table } from './table/table.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

/** A query that is bound and planned. */
export interface PreparedQuery {
  readonly text: string;
  /** Columns of the result, as Microsoft's binder names them. */
  readonly columns: readonly ColumnSchema[];
  readonly program: Program;
  /** Throws `KqlError` where the data shows that something cannot be exact. */
  run(options: RunOptions): Table;
}

export interface Engine {
  /** Throws `KqlError`: the query is wrong, or asks for what the engine does not have. */
  prepare(text: string): PreparedQuery;
}

/** An engine for a workspace; the library behind it is loaded with the first query. */
export function createEngine(schema: WorkspaceSchema, cacheFolder: string): Engine {
  let globals: ReturnType<typeof workspaceGlobals> | undefined;
  return {
    prepare(text) {
      globals ??= workspaceGlobals(schema, cacheFolder);
      const program = whereNotTooDeep(text, () => bindAndPlan(text, globals as never, cacheFolder));
      return {
        text,
        columns: program.main.schema,
        program,
        run: (options) => whereNotTooDeep(text, () => runProgram(program, options)),
      };
    },
  };
}

function bindAndPlan(
  text: string,
  globals: ReturnType<typeof workspaceGlobals>,
  cacheFolder: string,
): Program {
  const { root, problems } = bindQuery(text, globals, cacheFolder);
  const error = problems.find(({ severity }) => severity === 'Error');
  if (error) throw new KqlError(error.message, error, false);
  const { Symbols, Syntax } = languageService(cacheFolder);
  const names = {
    kinds: namesByNumber(Syntax.SyntaxKind),
    symbolKinds: namesByNumber(Symbols.SymbolKind),
  };
  return planQuery(readTree(root, text, names));
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
