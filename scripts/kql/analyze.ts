import type { Column, ColumnType } from '../model/table.ts';
import { bindQuery, namesByNumber, toArray, workspaceGlobals, type BindingProblem } from './bind.ts';
import { gatherFacts, type QueryFacts } from './facts.ts';
import { languageService, type GlobalState } from './language-service.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

/** A query bound against a schema. */
export interface QueryAnalysis {
  /** Columns of the result in order, with their KQL types; empty where the query yields no table. */
  readonly columns: readonly Column[];
  readonly problems: readonly Omit<BindingProblem, 'severity'>[];
  readonly facts: QueryFacts;
}

/** Binds queries; the library behind it is loaded with the first one. */
export type Binder = (query: string, schema: WorkspaceSchema) => QueryAnalysis;

/** A query that a binder is asked about. */
export interface BindingQuestion {
  readonly query: string;
  readonly schema: WorkspaceSchema;
}

interface Workspace {
  readonly globals: GlobalState;
  readonly answers: Map<string, QueryAnalysis>;
}

/** A binder that keeps compiled code of the library in `cacheFolder`, and binds equal queries once. */
export function createBinder(cacheFolder: string): Binder {
  const workspaces = new Map<WorkspaceSchema, Workspace>();
  return (query, schema) => {
    let workspace = workspaces.get(schema);
    if (!workspace) {
      workspace = { globals: workspaceGlobals(schema, cacheFolder), answers: new Map() };
      workspaces.set(schema, workspace);
    }
    let answer = workspace.answers.get(query);
    if (!answer) workspace.answers.set(query, (answer = analyze(query, workspace.globals, cacheFolder)));
    return answer;
  };
}

function analyze(query: string, globals: GlobalState, cacheFolder: string): QueryAnalysis {
  const { KustoCode, Syntax } = languageService(cacheFolder);
  const { root, isBound, problems } = bindQuery(query, globals, cacheFolder);
  const kinds = namesByNumber(Syntax.SyntaxKind);
  const columns = toArray(isBound ? KustoCode.DetermineResultType(root)?.Columns : null).map((column) => ({
    name: column.Name,
    type: column.Type.Name as ColumnType,
  }));
  return {
    columns,
    problems: problems.map(({ code, message, start, length }) => ({ code, message, start, length })),
    facts: gatherFacts(root, query, (kind) => kinds.get(kind) ?? ''),
  };
}
