import { describe, expect, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { Column } from '../table/column.ts';
import { tableOf } from '../table/table.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingestionTimeColumn } from './ingestion-time.ts';

const columns = [{ name: 'a', type: 'long' }] as const;
const engine = createEngine(
  { tables: [{ name: 'T', columns }], functions: [] },
  join(tmpdir(), 'onepassword-kql-tests'),
);
// Ticks after 2010: three rows, of which the last has no time.
const table = tableOf(
  [...columns, { name: ingestionTimeColumn, type: 'datetime' }],
  [Column.of('long', [1, 2, 3]), Column.of('datetime', [10, 20, null])],
  3,
);

function run(query: string) {
  const result = engine.prepare(query).run({ tables: new Map([['T', table]]), now: 0 });
  return {
    names: result.schema.map(({ name }) => name),
    rows: result.columns.map((column) => column.values()),
  };
}

describe('ingestion_time()', () => {
  test.each([
    [
      'T | extend t = ingestion_time()',
      ['a', 't'],
      [
        [1, 2, 3],
        [10, 20, null],
      ],
    ],
    ['T | where ingestion_time() > datetime(2010-01-01 00:00:00.0000015)', ['a'], [[2]]],
    [
      'T | where a > 1 | extend b = a | project t = ingestion_time(), b',
      ['t', 'b'],
      [
        [20, null],
        [2, 3],
      ],
    ],
    ['let X = T | where a < 3; X | summarize t = max(ingestion_time())', ['t'], [[20]]],
    ['union T, T | where isnotnull(ingestion_time()) | count', ['Count'], [[4]]],
    ['T | sort by ingestion_time() desc | take 1', ['a'], [[2]]],
    ['T | where ingestion_time() <= now() or true', ['a'], [[1, 2, 3]]],
  ])('%s', (query, names, rows) => {
    expect(run(query)).toEqual({ names, rows });
  });

  test.each(['T | project b = a | extend t = ingestion_time()', 'T | count | extend ingestion_time()'])(
    'of %s is refused: what it is there is not documented',
    (query) => {
      expect(() => run(query)).toThrow('ingestion_time() in extend here is not supported.');
    },
  );
});
