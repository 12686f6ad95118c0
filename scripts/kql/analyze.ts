import type { Column, ColumnType } from '../model/table.ts';
import { gatherFacts, type QueryFacts, type Span } from './facts.ts';
import { languageService, type GlobalState, type KustoList } from './language-service.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

/** A finding of Microsoft's binder. Source of the codes: @kusto/language-service-next. */
export interface BindingProblem extends Span {
  readonly code: string;
  readonly message: string;
}

/** A query bound against a schema. */
export interface QueryAnalysis {
  /** Columns of the result in order, with their KQL types; empty where the query yields no table. */
  readonly columns: readonly Column[];
  readonly problems: readonly BindingProblem[];
  readonly facts: QueryFacts;
}

/** Binds queries; the library behind it is loaded with the first one. */
export type Binder = (query: string, schema: WorkspaceSchema) => QueryAnalysis;

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
      workspace = { globals: toGlobals(schema, cacheFolder), answers: new Map() };
      workspaces.set(schema, workspace);
    }
    let answer = workspace.answers.get(query);
    if (!answer) workspace.answers.set(query, (answer = analyze(query, workspace.globals, cacheFolder)));
    return answer;
  };
}

function analyze(query: string, globals: GlobalState, cacheFolder: string): QueryAnalysis {
  const { KustoCode, Syntax } = languageService(cacheFolder);
  const code = KustoCode.ParseAndAnalyze(query, globals);
  const kinds = kindNames(Syntax.SyntaxKind);
  const columns = toArray(code.ResultType?.Columns).map((column) => ({
    name: column.Name,
    type: column.Type.Name as ColumnType,
  }));
  const problems = toArray(code.GetDiagnostics())
    .filter((d) => d.Severity === 'Error' || d.Severity === 'Warning')
    .map((d) => ({ code: d.Code, message: d.Message, start: d.Start, length: d.Length }));
  return { columns, problems, facts: gatherFacts(code.Syntax, query, (kind) => kinds.get(kind) ?? '') };
}

function toGlobals(schema: WorkspaceSchema, cacheFolder: string): GlobalState {
  const { GlobalState, Symbols } = languageService(cacheFolder);
  const tables = schema.tables.map(({ name, columns }) =>
    Symbols.TableSymbol.From(`(${declare(columns)})`).WithName(name),
  );
  const functions = schema.functions.map(
    ({ name, parameters, columns }) =>
      new Symbols.FunctionSymbol.$ctor15(
        name,
        parameters,
        `{ datatable(${declare(columns)})[] }`,
        Symbols.Tabularity.Tabular,
        null,
      ),
  );
  const database = new Symbols.DatabaseSymbol.ctor('workspace', [...tables, ...functions]);
  return GlobalState.Default.WithDatabase(database);
}

function declare(columns: readonly Column[]): string {
  return columns.map(({ name, type }) => `['${name}']:${type}`).join(', ');
}

let kindsByNumber: ReadonlyMap<number, string> | undefined;

function kindNames(kinds: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  kindsByNumber ??= new Map(
    Object.entries(kinds)
      .filter(([, value]) => typeof value === 'number')
      .map(([name, value]) => [value, name]),
  );
  return kindsByNumber;
}

function toArray<T>(list: KustoList<T> | null | undefined): T[] {
  return list ? Array.from({ length: list.Count }, (_, i) => list.getItem(i)) : [];
}
