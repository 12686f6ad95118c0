/** Parsing and binding: a query's text and the schema of a workspace in, Microsoft's bound tree out. */
import {
  languageService,
  type GlobalState,
  type KustoList,
  type KustoTypeName,
  type QueryBlock,
} from './language-service.ts';
import type { Span } from './facts.ts';
import type { ColumnSchema } from './table/table.ts';
import type { ScalarType } from './values/scalar.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

/** A finding of Microsoft's binder. Source of the codes: @kusto/language-service-next. */
export interface BindingProblem extends Span {
  readonly code: string;
  readonly severity: 'Error' | 'Warning';
  readonly message: string;
}

export interface BoundQuery {
  readonly root: QueryBlock;
  /** False where the query is nested too deeply to be bound; `problems` says so. */
  readonly isBound: boolean;
  readonly problems: readonly BindingProblem[];
}

/**
 * What `KustoCode.ParseAndAnalyze` does, without the grammar that it builds for completion in editors:
 * that is not used here and would cost as much as ten queries.
 */
export function bindQuery(query: string, globals: GlobalState, cacheFolder: string): BoundQuery {
  const { Binding, DiagnosticFacts, Parsing, Syntax, Utils } = languageService(cacheFolder);
  const tokens = Parsing.TokenParser.ParseTokens(query, globals.ParseOptions);
  const root = Parsing.QueryParser.ParseQuery(tokens, 0, globals.ParseOptions);
  const tree = new Syntax.SyntaxTree(root);
  const cache = new Binding.LocalBindingCache();
  const isBound = Binding.Binder.TryBind(tree, globals, cache, null, new Utils.CancellationToken());
  const { Syntactic, Semantic } = Syntax.DiagnosticsInclude;
  const found = toArray(root.GetContainedDiagnostics(Syntactic | Semantic));
  const tooDeep = isBound ? [] : [DiagnosticFacts.GetQuerySyntaxDepthExceeded()];
  const problems = [...found, ...tooDeep].flatMap((d): BindingProblem[] => {
    const { Code: code, Severity: severity, Message: message, Start: start, Length: length } = d;
    if (severity !== 'Error' && severity !== 'Warning') return [];
    return [{ code, severity, message, start, length }];
  });
  return { root, isBound, problems };
}

/** The workspace in the binder's own form. */
export function workspaceGlobals(schema: WorkspaceSchema, cacheFolder: string): GlobalState {
  const { GlobalState, Symbols } = languageService(cacheFolder);
  const toType = (type: ScalarType) => Symbols.ScalarTypes[typeNames[type]];
  const toTable = (name: string, columns: readonly ColumnSchema[]) =>
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
  decimal: 'Decimal',
  dynamic: 'Dynamic',
  guid: 'Guid',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  string: 'String',
  timespan: 'TimeSpan',
} as const satisfies Record<ScalarType, KustoTypeName>;

/** Names of an enumeration of the library, by their numbers. */
export function namesByNumber(enumeration: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  let names = known.get(enumeration);
  if (!names) {
    const pairs = Object.entries(enumeration).filter(([, value]) => typeof value === 'number');
    names = new Map(pairs.map(([name, value]) => [value, name]));
    known.set(enumeration, names);
  }
  return names;
}

const known = new WeakMap<object, ReadonlyMap<number, string>>();

export function toArray<T>(list: KustoList<T> | null | undefined): T[] {
  return list ? Array.from({ length: list.Count }, (_, i) => list.getItem(i)) : [];
}
