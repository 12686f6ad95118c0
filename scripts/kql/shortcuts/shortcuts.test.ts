import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { TableFile } from '../../model/table.ts';
import { languageService } from '../language-service.ts';

interface Findings {
  readonly Count: number;
  getItem(i: number): {
    readonly Code: string;
    readonly Start: number;
    readonly Length: number;
    readonly Message: string;
  };
}

interface Language {
  readonly GlobalState: { readonly Default: { WithDatabase(database: object): object } };
  readonly KustoCode: {
    ParseAndAnalyze(
      text: string,
      globals: object,
    ): { GetDiagnostics(): Findings; readonly ResultType: { readonly Columns?: Findings } | null };
  };
  readonly Symbols: {
    readonly TableSymbol: { From(columns: string): { WithName(name: string): object } };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly object[]) => object };
  };
}

/** The library in a context of its own, where nothing has been replaced. */
function untouched(): Language {
  const folder = dirname(createRequire(import.meta.url).resolve('@kusto/language-service-next/package.json'));
  const context = createContext({ console });
  for (const name of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    new Script(readFileSync(join(folder, name), 'utf8')).runInContext(context);
  }
  return (context as unknown as { readonly Kusto: { readonly Language: Language } }).Kusto.Language;
}

/** Binds queries against the own table, and says what came of it: columns with their types, and findings. */
function openBinder({ GlobalState, KustoCode, Symbols }: Language): (query: string) => unknown {
  const table = Symbols.TableSymbol.From(`(${columns})`).WithName('OnePasswordEventLogs_CL');
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', [table]));
  return (query) => {
    const code = KustoCode.ParseAndAnalyze(query, globals);
    const found = code.GetDiagnostics();
    const { Columns } = code.ResultType ?? {};
    return {
      columns: Columns && Array.from({ length: Columns.Count }, (_, i) => String(Columns.getItem(i))),
      findings: Array.from({ length: found.Count }, (_, i) => {
        const { Code, Start, Length, Message } = found.getItem(i);
        return [Code, Start, Length, Message];
      }),
    };
  };
}

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const columns = (parse(read('solution/table.yaml')) as TableFile).columns
  .map(({ name, type }) => `['${name}']:${type}`)
  .join(', ');
const queries = readdirSync(new URL('../../../test/golden/queries/', import.meta.url)).map((name) =>
  read(`test/golden/queries/${name}`),
);
const cases = [
  ...queries,
  // Pieces end in syntax errors, and with a table less every name is unknown.
  ...queries.slice(0, 9).map((query) => query.slice(0, query.length / 3)),
  ...queries.slice(9, 12).map((query) => query.replaceAll('OnePasswordEventLogs_CL', 'Elsewhere')),
  '.create function f() { T | where a > 1 }',
  '.create table T (a: string)',
  'print f(1)(2',
  '',
  'let f = (x: long, y: string = "a") { print x, y }; f(1) | union (f(y = "b", x = 2))',
  'datatable(a: dynamic, b: real)[] | extend c = a.x[0] + b, d = a > 1h | where d and c in (1, 2)',
  // As deep as the binder goes, and one deeper.
  ...[492, 493].map((depth) => `print ${'('.repeat(depth)}1${')'.repeat(depth)}`),
  // Names that are taken, given again, and given away.
  'print a = 1, b = 2 | extend a = 3, a1 = 4, a = 5 | project-rename c = a | join (print c = 5, b = 2) on c, b',
  'print a = 1 | summarize make_set(a), make_set(a), arg_max(a, *) by bin(a, 1), bin(a, 1)',
];

test('the binder says the same with its runtime replaced and without', { timeout: 240_000 }, () => {
  const original = openBinder(untouched());
  const quick = openBinder(languageService(join(tmpdir(), 'onepassword-kql-tests')) as unknown as Language);
  for (const query of cases) expect(quick(query)).toEqual(original(query));
});

/** What the runtime's functions are now. */
const runtimeFunctions = (): unknown =>
  Object.values((globalThis as unknown as { readonly Bridge: object }).Bridge);

test('a second copy of this module finds the work done', async () => {
  const cache = join(tmpdir(), 'onepassword-kql-tests');
  languageService(cache);
  const before = runtimeFunctions();
  vi.resetModules();
  const copy = await import('../language-service.ts');
  copy.languageService(cache);
  expect(copy.languageService).not.toBe(languageService);
  expect(runtimeFunctions()).toEqual(before);
});
