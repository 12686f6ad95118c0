import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBinder } from '../../kql/analyze.ts';
import { workspaceSchema } from '../../kql/workspace-schema.ts';
import { takeInventory } from './inventory.ts';
import { distinctShapes, listQueries, scopeOf, variantsToBind, workbookQueries } from './queries.ts';
import { sampleWorkbook } from './sample.ts';

describe('the queries of the workbook', () => {
  const workbook = sampleWorkbook();
  const queries = listQueries(takeInventory(workbook), workbook.fragments);

  it('are tried with every kind of value for each parameter that they read', () => {
    const query = queries.find(({ owner }) => 'name' in owner.value && owner.value.name === 'user.ip.4');
    const tried =
      query?.variants.filter(({ parameter }) => parameter === 'PickedIp').map((v) => v.text) ?? [];
    const held = (text: string): boolean => tried.some((t) => t.includes(`IP == "${text}"`));
    expect(
      ['', 'All', "O'Brien", 'the \\"other\\" one', 'EXAMPLE\\\\', 'x'.repeat(200)].filter((t) => !held(t)),
    ).toEqual([]);
    expect(tried.some((text) => /[^\0-\x7f]/.test(text))).toBe(true);
  });

  it('leave no reference open', () => {
    const open = queries.flatMap(({ variants }) =>
      variants.filter(({ text }) => /\{\w+(:\w+)?\}/.test(text)),
    );
    expect(open).toEqual([]);
  });

  it('are listed once for each form that the time range gives them', () => {
    const listed = workbookQueries(workbook).filter(({ path }) =>
      path.endsWith('user-data.yaml#items/2/query'),
    );
    expect(listed.map(({ samples }) => samples)).toEqual([
      {},
      {
        TimeRange: 'between (datetime(2026-11-01T00:00:00.000Z) .. datetime(2026-11-08T00:00:00.000Z))',
      },
    ]);
  });

  it('do not hold what runs over Azure resources', () => {
    expect(workbookQueries(workbook).filter(({ text }) => text.startsWith('resources'))).toEqual([]);
  });

  it('are listed in full where a value breaks out', () => {
    const from = '"{PickedIp:escapejson}"';
    const broken = sampleWorkbook({ file: 'user-data.yaml', from, to: "'{PickedIp}'" });
    const samples = workbookQueries(broken).flatMap((query) => query.samples['PickedIp'] ?? []);
    expect(samples).toContain("O'Brien");
  });
});

describe('the scope of a value', () => {
  it.each([
    ['T | where a {R} | take 1', 'T | where a {R} '],
    ['let x = T | where a {R}; x | take 1', 'let x = T | where a {R}'],
    ['A | join (T | where f(a) {R} | take 1) on a | take 2', 'A | join (T | where f(a) {R} '],
    ['T | where a {R} and b == "|"', 'T | where a {R} and b == "|"'],
    ['T | where a {R} | where b {R} or c | take 1', 'T | where a {R} | where b {R} or c '],
    ['T | extend a = 1 {R} | take 1', 'T | extend a = 1 {R} | take 1'],
    ['T | where a {R} | extend a = {R:start} | take 1', 'T | where a {R} | extend a = {R:start} | take 1'],
    ['let x = {R:start}; T | where a > x', 'let x = {R:start}; T | where a > x'],
  ])('of %s', (query, scope) => {
    expect(scopeOf(query, 'R')).toBe(scope);
  });
});

describe('the variants that are bound', () => {
  const workbook = sampleWorkbook();
  const queries = listQueries(takeInventory(workbook), workbook.fragments);

  it('hold each query once, and each other form of the time range in each scope', () => {
    const bound = new Set<string>();
    const chosen = queries.map(({ variants }) => variantsToBind(variants, bound));
    expect(chosen.every((variants, i) => variants[0] === queries[i]?.variants[0])).toBe(true);
    const scopes = (all: typeof chosen): Set<string> =>
      new Set(all.flat().flatMap((v) => (v.parameter === 'TimeRange' ? [v.scope] : [])));
    expect(scopes(chosen)).toEqual(scopes(queries.map((query) => distinctShapes(query.variants))));
    expect(chosen.flat().length).toBeLessThan(1.6 * queries.length);
  });

  const columns = [
    { name: 'a', type: 'datetime' },
    { name: 'b', type: 'string' },
    { name: 'c', type: 'dynamic' },
  ] as const;
  const schema = { ...workspaceSchema({ name: 'T', columns } as never, []), functions: [] };
  const steps = fc.constantFrom(
    '| extend a = tostring(a)',
    '| extend d = toint(c.x)',
    '| project-away b',
    '| summarize n = count() by b, bin(a, 1h)',
    '| where d > 1',
    '| join kind=inner (T | project b, e = b) on b',
    '| mv-expand c',
    '| order by a desc',
  );

  it('leave out nothing that the binder would find: after a where step it sees what it saw before it', () => {
    const bind = createBinder('node_modules/.cache/microsoft-sentinel-solution');
    const form = fc.constantFrom('> ago(7d)', 'between (ago(2d) .. now())', '> 3', '== "x"');
    const list = fc.array(steps, { maxLength: 3 }).map((all) => all.join('\n'));
    const property = fc.property(list, list, form, form, (before, after, first, second) => {
      const scope = `T\n${before}\n| where a {R} and isnotempty(b)\n`;
      expect(scopeOf(`${scope}${after}`, 'R')).toBe(scope);
      const outcome = (value: string) => {
        const head = scope.replace('{R}', value);
        const { columns: result, problems } = bind(`${head}${after}`, schema);
        const later = problems.filter(({ start }) => start >= head.length);
        return { result, later: later.map((p) => ({ ...p, start: p.start - head.length })) };
      };
      expect(outcome(first)).toEqual(outcome(second));
    });
    fc.assert(property, { numRuns: 25 });
  });
});
