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

/**
 * What `KustoCode.ParseAndAnalyze` does, without the grammar that it builds for completion in editors:
 * that is not used here and would cost as much as ten queries.
 */
function analyze(query: string, globals: GlobalState, cacheFolder: string): QueryAnalysis {
  const { Binding, DiagnosticFacts, KustoCode, Parsing, Syntax, Utils } = languageService(cacheFolder);
  const tokens = Parsing.TokenParser.ParseTokens(query, globals.ParseOptions);
  const root = Parsing.QueryParser.ParseQuery(tokens, 0, globals.ParseOptions);
  const tree = new Syntax.SyntaxTree(root);
  const cache = new Binding.LocalBindingCache();
  const isBound = Binding.Binder.TryBind(tree, globals, cache, null, new Utils.CancellationToken());
  const kinds = kindNames(Syntax.SyntaxKind);
  const columns = toArray(isBound ? KustoCode.DetermineResultType(root)?.Columns : null).map((column) => ({
    name: column.Name,
    type: column.Type.Name as ColumnType,
  }));
  const { Syntactic, Semantic } = Syntax.DiagnosticsInclude;
  const found = toArray(root.GetContainedDiagnostics(Syntactic | Semantic));
  const problems = [...found, ...(isBound ? [] : [DiagnosticFacts.GetQuerySyntaxDepthExceeded()])]
    .filter((d) => d.Severity === 'Error' || d.Severity === 'Warning')
    .map((d) => ({ code: d.Code, message: d.Message, start: d.Start, length: d.Length }));
  return { columns, problems, facts: gatherFacts(root, query, (kind) => kinds.get(kind) ?? '') };
}

function toGlobals(schema: WorkspaceSchema, cacheFolder: string): GlobalState {
  const { GlobalState, Symbols } = languageService(cacheFolder);
  const toType = (type: ColumnType) => Symbols.ScalarTypes[typeNames[type]];
  const toTable = (name: string, columns: readonly Column[]) =>
    new Symbols.TableSymbol.$ctor6(
      name,
      columns.map((column) => new Symbols.ColumnSymbol(column.name, toType(column.type), null)),
      null,
    );
  const tables = schema.tables.map(({ name, columns }) => toTable(name, columns));
  const functions = schema.functions.map(
    ({ name, parameters, columns }) =>
      new Symbols.FunctionSymbol.$ctor5(
        name,
        toTable('', columns),
        parameters.map((parameter) => new Symbols.Parameter.$ctor2(parameter.name, toType(parameter.type))),
      ),
  );
  const database = new Symbols.DatabaseSymbol.ctor('workspace', [...tables, ...functions]);
  const globals = GlobalState.Default.WithDatabase(database);
  return globals.WithParseOptions(globals.ParseOptions.WithAlwaysProduceEndTokens(true)).WithCache();
}

const typeNames = {
  bool: 'Bool',
  datetime: 'DateTime',
  dynamic: 'Dynamic',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  string: 'String',
  timespan: 'TimeSpan',
} as const satisfies Record<ColumnType, string>;

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
