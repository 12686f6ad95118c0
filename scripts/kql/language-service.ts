/**
 * Microsoft's KQL parser and binder, loaded from its npm package. The package is a browser script of
 * 5 MB: it is run once in this context, with V8's compiled code kept beside the other caches.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { shortenLibrary, shortenRuntime } from './shortcuts/shorten.ts';

/** A list of the library: its own collection type, not an array. */
export interface KustoList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

export interface KustoColumn {
  readonly Name: string;
  readonly Type: { readonly Name: string };
}

export interface KustoNode {
  readonly Kind: number;
  readonly NameInParent: string | null;
  readonly Parent: KustoNode | null;
  readonly ChildCount: number;
  readonly TextStart: number;
  readonly Width: number;
  GetChild(index: number): KustoNode | null;
  ToString$1(kind: number): string;
  readonly ResultType?: { readonly Name: string; readonly Columns?: KustoList<KustoColumn> } | null;
}

export interface KustoDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}

export type KustoTypeName =
  'Bool' | 'DateTime' | 'Decimal' | 'Dynamic' | 'Guid' | 'Int' | 'Long' | 'Real' | 'String' | 'TimeSpan';

/** An object of the library that is only handed on. */
type Opaque = { readonly opaque: never };

export interface QueryBlock extends KustoNode {
  GetContainedDiagnostics(include: number): KustoList<KustoDiagnostic>;
}

export interface GlobalState {
  readonly ParseOptions: { WithAlwaysProduceEndTokens(isSet: boolean): Opaque };
  WithParseOptions(options: Opaque): GlobalState;
  WithDatabase(database: Opaque): GlobalState;
  WithCache(): GlobalState;
}

/** What we use of the library, under the names that its translation from C# gave to overloads. */
interface Library {
  readonly GlobalState: { readonly Default: GlobalState };
  readonly KustoCode: {
    DetermineResultType(root: QueryBlock): { readonly Columns?: KustoList<KustoColumn> } | null;
  };
  readonly Parsing: {
    readonly TokenParser: { ParseTokens(text: string, options: GlobalState['ParseOptions']): Opaque };
    readonly QueryParser: {
      ParseQuery(tokens: Opaque, start: number, options: GlobalState['ParseOptions']): QueryBlock;
    };
  };
  readonly Binding: {
    readonly Binder: {
      TryBind(tree: Opaque, globals: GlobalState, cache: Opaque, setter: null, token: Opaque): boolean;
    };
    readonly LocalBindingCache: new () => Opaque;
  };
  readonly DiagnosticFacts: { GetQuerySyntaxDepthExceeded(): KustoDiagnostic };
  readonly Utils: { readonly CancellationToken: new () => Opaque };
  readonly Symbols: {
    readonly SymbolKind: Readonly<Record<string, number>>;
    readonly ScalarTypes: Readonly<Record<KustoTypeName, Opaque>>;
    readonly ColumnSymbol: new (name: string, type: Opaque, description: null) => Opaque;
    readonly Parameter: { readonly $ctor2: new (name: string, type: Opaque) => Opaque };
    readonly TableSymbol: {
      readonly $ctor6: new (name: string, columns: readonly Opaque[], description: null) => Opaque;
    };
    readonly FunctionSymbol: {
      readonly $ctor5: new (name: string, result: Opaque, parameters: readonly Opaque[]) => Opaque;
    };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly Opaque[]) => Opaque };
  };
  readonly Syntax: {
    readonly SyntaxKind: Readonly<Record<string, number>>;
    readonly DiagnosticsInclude: { readonly Syntactic: number; readonly Semantic: number };
    readonly SyntaxTree: new (root: QueryBlock) => Opaque;
  };
}

const packageName = '@kusto/language-service-next';
const runtimeScript = 'bridge.min.js';
const scripts = [runtimeScript, 'Kusto.Language.Bridge.min.js'];
let library: Library | undefined;
const uncached: { readonly script: Script; readonly cacheFile: string }[] = [];

/** The library, loaded on first use (about 0.2 s). */
export function languageService(cacheFolder: string): Library {
  library ??= load(cacheFolder);
  return library;
}

/** The version of the parser, part of every cache key. */
export function parserVersion(): string {
  const require = createRequire(import.meta.url);
  const manifest = JSON.parse(readFileSync(require.resolve(`${packageName}/package.json`), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}

function load(cacheFolder: string): Library {
  // A snapshot of a process has the library in it.
  if (!('Kusto' in globalThis)) loadScripts(cacheFolder);
  shortenLibrary(globalThis);
  const { Kusto } = globalThis as unknown as { readonly Kusto: { readonly Language: Library } };
  return Kusto.Language;
}

function loadScripts(cacheFolder: string): void {
  const folder = dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  for (const name of scripts) {
    runScript(join(folder, name), join(cacheFolder, `${name}.${process.version}`));
    if (name === runtimeScript) shortenRuntime(globalThis);
  }
}

function runScript(file: string, cacheFile: string): void {
  const cachedData = readIfThere(cacheFile);
  const script = new Script(readFileSync(file, 'utf8'), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  script.runInThisContext();
  if (!cachedData || script.cachedDataRejected) uncached.push({ script, cacheFile });
}

/**
 * Keeps the compiled code of the library for later runs. To be called when queries have been bound:
 * V8 compiles a function when it is called first, and keeps only what it has compiled.
 */
export function keepCompiledCode(): void {
  for (const { script, cacheFile } of uncached.splice(0)) {
    try {
      mkdirSync(dirname(cacheFile), { recursive: true });
      writeFileSync(`${cacheFile}.${process.pid}`, script.createCachedData());
      renameSync(`${cacheFile}.${process.pid}`, cacheFile);
    } catch {
      // A folder that cannot be written costs some tenths of a second at the next start, nothing else.
    }
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
