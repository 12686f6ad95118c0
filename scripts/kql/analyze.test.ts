import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBinder } from './analyze.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

const schema: WorkspaceSchema = {
  tables: [
    {
      name: 'T',
      columns: [
        { name: 'when', type: 'datetime' },
        { name: 'count', type: 'long' },
        { name: 'bag', type: 'dynamic' },
      ],
    },
  ],
  functions: [
    {
      name: 'Names',
      parameters: [{ name: 'list', type: 'string' }],
      columns: [{ name: 'name', type: 'string' }],
    },
  ],
};
const bind = createBinder(join(tmpdir(), 'onepassword-analyze-tests'));

interface KustoApi {
  readonly GlobalState: { readonly Default: object };
  readonly KustoCode: {
    ParseAndAnalyze(
      text: string,
      globals: object,
    ): {
      GetDiagnostics(): {
        readonly Count: number;
        getItem(i: number): { readonly Code: string; readonly Start: number };
      };
    };
  };
}

test('a query has the columns of its result, with their types', () => {
  const { columns, problems } = bind(
    'T | summarize n = count(), latest = max(when) by key = tostring(bag.id)',
    schema,
  );
  expect(problems).toEqual([]);
  expect(columns.map(({ name, type }) => `${name}:${type}`)).toEqual([
    'key:string',
    'n:long',
    'latest:datetime',
  ]);
});

test('a function of the workspace has parameters and columns', () => {
  expect(bind("Names('vips') | project name", schema).columns).toEqual([{ name: 'name', type: 'string' }]);
  expect(bind('Names()', schema).problems.map(({ code }) => code)).toEqual(['KS119']);
});

test('every fault has its place', () => {
  const { problems } = bind('T\n| where cuont > 1\n| extend x = bag.a +', schema);
  expect(problems.map(({ start, length }) => [start, length])).toEqual([
    [10, 5],
    [40, 0],
  ]);
});

test('a query too deep to be bound is reported, not accepted', () => {
  const deep = `print x = ${'('.repeat(2_000)}1${')'.repeat(2_000)}`;
  expect(bind(deep, schema).problems.map(({ code }) => code)).toContain('KS245');
});

/** The public entry of the library does the same work and more; what it finds is the reference. */
test('the findings are those of the library itself', () => {
  const folder = 'test/golden/queries';
  const queries = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const broken = queries.map((query) =>
    query.replace(/\bsummarize\b/, 'sumarize').replace(/\btostring\(/, 'tostrin('),
  );
  for (const query of [...queries.slice(0, 3), ...broken]) {
    const { problems } = bind(query, { tables: [], functions: [] });
    expect(problems.map(({ code, start }) => `${code} ${start}`)).toEqual(reference(query));
  }
});

function reference(query: string): string[] {
  const { Kusto } = globalThis as unknown as { readonly Kusto: { readonly Language: KustoApi } };
  const { GlobalState, KustoCode } = Kusto.Language;
  const found = KustoCode.ParseAndAnalyze(query, GlobalState.Default).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, i) => found.getItem(i)).map((d) => `${d.Code} ${d.Start}`);
}
