import { describe, expect, test } from 'vitest';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, lineAndColumn } from './engine.ts';
import { KqlError } from './plan/kql-error.ts';
import { printProgram } from './plan/print-plan.ts';
import { ask } from './testing/ask.ts';

const engine = createEngine({ tables: [], functions: [] }, join(tmpdir(), 'onepassword-kql-tests'));

function errorOf(query: string): string {
  try {
    engine.prepare(query).run({ tables: new Map(), now: 0 });
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    const { line, column } = lineAndColumn(query, error.place.start);
    return `${line}:${column}${error.isUnsupported ? ' unsupported' : ''}`;
  }
  return 'answered';
}

describe('an error has its place', () => {
  test.each([
    ['print\n  foo', '2:3'],
    ['print 1 | where', '1:16'],
    ['print x = 1\n| extend y = rand()', '2:14 unsupported'],
    ['let f = (a:string) {\n  strcat(a, cluster_x)\n};\nprint f("x")', '2:13'],
    ['let f = () {\n  new_guid()\n};\nprint f()', '2:3 unsupported'],
    // Only the values show it.
    [
      'print d = dynamic({"a":1})\n| union (print d = dynamic({"b":1}))\n| evaluate bag_unpack(d)',
      '3:3 unsupported',
    ],
    ['', '1:1'],
  ])('%j: %s', (query, place) => {
    expect(errorOf(query)).toBe(place);
  });

  test('a query nested too deeply is refused', () => {
    expect(errorOf(`print ${'('.repeat(2_000)}1${')'.repeat(2_000)}`)).not.toBe('answered');
  });
});

test('columns are known before a query runs', () => {
  expect(engine.prepare('print a = 1, 2, b = "x" | extend c = a + 1.5').columns).toEqual([
    { name: 'a', type: 'long' },
    { name: 'print_1', type: 'long' },
    { name: 'b', type: 'string' },
    { name: 'c', type: 'real' },
  ]);
});

test('a query runs over the tables that it is given', () => {
  const tables = {
    T: {
      columns: 'name:string n:long',
      rows: [
        ['a', 1],
        ['b', 2],
      ],
    },
  };
  expect(ask('T | where n > 1 | project name', undefined, tables)).toEqual([['b']]);
});

test('a plan is shown with what was measured', () => {
  const text = 'let A = materialize(range x from 1 to 9 step 1);\nA | where x > 3 | count';
  const { program } = engine.prepare(text);
  const shown = printProgram(program, text, new Map([[program.main, { rows: 1, milliseconds: 0.25 }]]));
  expect(shown.split('\n').map((line) => line.trimEnd())).toEqual([
    '     rows        ms  operator',
    '                     let materialize =',
    '                       range     range x from 1 to 9 step 1',
    '        1       0.3  count     count',
    '                       where     x > 3',
    '                         reference to materialize',
  ]);
});

test('count of something is the count of rows, where the result has a name', () => {
  const rows = 'datatable(x:long)[1, long(null)]';
  expect(ask(`${rows} | summarize c = count(x)`)).toEqual([[2]]);
  for (const wrong of ['summarize count(x)', 'summarize c = count(none)', 'summarize c = sum(x, x)'])
    expect(() => ask(`${rows} | ${wrong}`)).toThrow(/bool|refer|expects/);
});

test('a member named by a value, a date with commas, a union whose tables have names', () => {
  expect(ask('print d = dynamic({"a":1}), p = "a" | project d.[p], d.["a"]')).toEqual([[1, 1]]);
  expect(ask('print datetime(2025, 6, 14), datetime(2025 - 6 - 14)')).toEqual([
    ['2025-06-14T00:00:00.0000000Z', '2025-06-14T00:00:00.0000000Z'],
  ]);
  expect(ask('union withsource=T (print a = 1 | as Q), (print a = 2)')).toEqual([
    ['Q', 1],
    ['union_arg1', 2],
  ]);
});

test('a union that renames a column to a name which another table has is refused', () => {
  const query = 'union (print x = 1), (print x = toint(2)), (print x_long = 3)';
  expect(() => ask(query)).toThrow('becomes x_long');
});
