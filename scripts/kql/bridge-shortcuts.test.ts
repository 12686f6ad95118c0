import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { expect, test } from 'vitest';
import { languageService } from './language-service.ts';

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
  readonly GlobalState: { readonly Default: object };
  readonly KustoCode: {
    ParseAndAnalyze(
      text: string,
      globals: object,
    ): { GetDiagnostics(): Findings; readonly ResultType: { readonly Columns?: Findings } | null };
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

function findings({ GlobalState, KustoCode }: Language, query: string): unknown {
  const code = KustoCode.ParseAndAnalyze(query, GlobalState.Default);
  const found = code.GetDiagnostics();
  const columns = code.ResultType?.Columns;
  return {
    columns: columns && Array.from({ length: columns.Count }, (_, i) => String(columns.getItem(i))),
    findings: Array.from({ length: found.Count }, (_, i) => {
      const { Code, Start, Length, Message } = found.getItem(i);
      return [Code, Start, Length, Message];
    }),
  };
}

const folder = new URL('../../test/golden/queries/', import.meta.url);
const queries = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
// Without the workspace's tables many names are unknown; pieces of queries end in syntax errors.
const bound = queries.map((query) =>
  query.replaceAll('OnePasswordEventLogs_CL', 'datatable(action:string, n:long)[]'),
);
const cases = [
  ...bound.slice(0, 6),
  ...queries.slice(6, 9),
  ...queries.slice(9).map((query) => query.slice(0, query.length / 4)),
];

test('the binder says the same with its runtime replaced and without', { timeout: 240_000 }, () => {
  const original = untouched();
  const quick = languageService(join(tmpdir(), 'onepassword-kql-tests')) as unknown as Language;
  for (const query of cases) expect(findings(quick, query)).toEqual(findings(original, query));
});
