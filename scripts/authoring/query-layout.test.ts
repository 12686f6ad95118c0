import * as fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createBinder, type QueryAnalysis } from '../kql/analyze.ts';
import { compose } from '../kql/compose.ts';
import { toFragment } from '../kql/fragment.ts';
import { maskLiterals, withoutComments } from '../kql/mask.ts';
import { workspaceSchema } from '../kql/workspace-schema.ts';
import { loadSources } from '../load/sources.ts';
import { watchlistColumns } from '../model/watchlist.ts';
import { projectRoot } from '../testing/project.ts';
import { selectValid } from '../validate/sources.ts';
import { createFormatter } from './kql-formatter.ts';
import { layOutFragment, layOutQuery } from './query-layout.ts';
import { replaceQueries } from './yaml-queries.ts';

const cache = mkdtempSync(join(tmpdir(), 'layout-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const format = createFormatter(cache);
const layOut = (query: string): string => layOutQuery(query, format);

const sources = selectValid(
  loadSources(projectRoot, () => {}),
  () => {},
);
const rules = sources.rules.map(({ source, value }) => [source.path, value.query] as const);
const fragments = [...sources.fragments.values()];

/** What a bound query says, without the places where it says it. */
function meaning({ columns, problems, facts }: QueryAnalysis): unknown {
  const places = new Set(['start', 'length']);
  const plain = JSON.stringify([columns, problems.map((p) => p.code), facts], (key, value: unknown) =>
    places.has(key) ? undefined : value,
  );
  return JSON.parse(plain.replaceAll(/\\n\s*/g, ' ').replaceAll(/\s+/g, ''));
}

describe('queries of the project', () => {
  const binder = createBinder(cache);
  const table = sources.table;
  if (!table) throw new TypeError('there is no table');
  const schema = workspaceSchema(table.value, watchlistColumns);
  const laidOut = new Map(
    fragments.map(({ name, source }) => {
      return [name, toFragment({ path: source.path, text: layOutFragment(source, format) })];
    }),
  );

  test.each(rules)('%s means the same before and after', (_, query) => {
    const before = compose(query, sources.fragments).text;
    const after = compose(layOut(query), laidOut).text;
    expect(meaning(binder(after, schema))).toEqual(meaning(binder(before, schema)));
    expect(withoutComments(after).replace(/\s+/g, '')).toBe(withoutComments(before).replace(/\s+/g, ''));
  });

  test('are laid out once and for all, comments included', () => {
    for (const [, query] of rules) {
      const once = layOut(query);
      expect(layOut(once)).toBe(once);
      expect(commentsOf(once)).toEqual(commentsOf(query));
    }
    for (const { source, name } of fragments) {
      const once = laidOut.get(name)?.source.text ?? '';
      expect(layOutFragment({ path: source.path, text: once }, format)).toBe(once);
      expect(commentsOf(once)).toEqual(commentsOf(source.text));
    }
  });

  test('come out alike from whatever blanks and line ends, and say the same', () => {
    const blanks = fc.constantFrom(' ', '  ', '\n', '\n    ');
    fc.assert(
      fc.property(fc.nat(), fc.array(blanks, { minLength: 40, maxLength: 40 }), (pick, list) => {
        const [, query = ''] = rules[pick % rules.length] ?? [];
        const moved = moveBlanks(query, list);
        const once = layOut(moved);
        expect(layOut(once)).toBe(once);
        expect(once.replace(/\s+/g, '')).toBe(query.replace(/\s+/g, ''));
        expect(commentsOf(once)).toEqual(commentsOf(query));
      }),
      { numRuns: 25 },
    );
  });
});

/** Other blanks between the words of a query, outside of literals and comments; never beside a comment. */
function moveBlanks(query: string, blanks: readonly string[]): string {
  const masked = maskLiterals(query);
  let turn = 0;
  return query.replace(/ +/g, (found, at: number) => {
    const isCode = masked[at - 1]?.trim() && masked[at + found.length]?.trim();
    return isCode ? (blanks[turn++ % blanks.length] ?? found) : found;
  });
}

function commentsOf(query: string): string[] {
  return (query.match(/^\s*\/\/.*$/gm) ?? []).map((comment) => comment.trim());
}

describe('layOutQuery', () => {
  test.each([
    ['T|where a==1|take 5', 'T | where a == 1 | take 5\n'],
    ['T|where a==1\n|take 5', 'T\n| where a == 1\n| take 5\n'],
    [
      'T\n| project alert_columns(), Place, Country, Region, NewClients, BaselineSignIns, AlertSeverity',
      'T\n| project\n    alert_columns(),\n    Place,\n    Country,\n    Region,\n    NewClients,\n    BaselineSignIns,\n    AlertSeverity\n',
    ],
    ['union\n    (T\n    | where x==1),\n    U', 'union\n    (T\n    | where x == 1),\n    U\n'],
    ['T\n| join kind=inner (U | where x > 1) on y', 'T\n| join kind=inner (U | where x > 1) on y\n'],
  ])('%j', (query, expected) => {
    expect(layOut(query)).toBe(expected);
  });

  test('keeps the pairs of a call over several lines, and moves them with their line', () => {
    const call = 'case(\n    a == 1, "one",\n    "many")';
    expect(layOut(`T\n  | extend X = ${call.replaceAll('\n', '\n  ')}`)).toBe(`T\n| extend X = ${call}\n`);
  });

  test.each([
    ['T\n| where t {TimeRange}|take {Top:value}', 'T\n| where t {TimeRange}|take {Top:value}'],
    ['T\n|where t {TimeRange}|take 5', 'T\n| where t {TimeRange}\n| take 5\n'],
    ['T\n|take {Top:value}', 'T\n| take {Top:value}\n'],
    ['let a = {T:end}-{T:start};print a', 'let a = {T:end} - {T:start}; print a\n'],
  ])('treats parameters of the workbook as values or comparisons: %j', (query, expected) => {
    expect(layOut(query)).toBe(expected);
  });

  test('keeps a table of rows as its author laid it out', () => {
    const rows = 'datatable(A:int,B:string)[1,"a",\n    2,"]"]';
    expect(layOut(`union (${rows}),U\n|take 1`)).toBe(`union (${rows}), U\n| take 1\n`);
  });

  test.each(['T | where (', 'T | wher', 'T | where kept__0|take 1', 'a, b', ''])(
    'leaves %j as it is',
    (query) => {
      expect(layOut(query)).toBe(query);
    },
  );
});

describe('replaceQueries', () => {
  test('changes block texts of queries alone, and keeps every other byte', () => {
    const text = `# head
query: | # note
  T|take 1
list:
  - query: |
      T
      |take 1
    description: |
      T|take 1
  - { query: "T|take 1" }
baseQuery: |-
  T|take 1
transform: |
  source
    |take 1
`;
    const expected = text
      .replace('T\n      |take 1', 'T\n      | take 1')
      .replace('source\n    |take 1', 'source\n  | take 1');
    expect(replaceQueries(text, layOut)).toBe(expected);
  });

  test('leaves a file alone that is no YAML', () => {
    expect(replaceQueries('query: |\n  T|take 1\nquery: [', layOut)).toContain('T|take 1');
  });
});
