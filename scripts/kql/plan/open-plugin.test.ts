import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const bags = `datatable(k:long, d:dynamic)[1, dynamic({"type":"A","v":1}), 2, dynamic({"type":"B"}),
  3, dynamic({"type":"A","v":3,"odd name":true})]`;

test.each([
  [
    'summarize sum(v) by type | sort by type asc',
    [
      ['A', 4],
      ['B', 0],
    ],
  ],
  ['where isnull(v) | project k, type', [[2, 'B']]],
  ['extend w = v * 2 | where w > 2 | project w, ["odd name"]', [[6, true]]],
  ['project-away k, v | take 1', [['A', null]].map(([type, odd]) => [odd, type])],
])('columns of bags can be used: %s', (steps, expected) => {
  expect(ask(`${bags} | evaluate bag_unpack(d) | ${steps}`)).toEqual(expected);
});

test('one plugin behind another', () => {
  const twice =
    'print d = dynamic({"e":{"x":1}}) | evaluate bag_unpack(d) | evaluate bag_unpack(e) | extend y = x + 1';
  expect(ask(twice)).toEqual([[1, 2]]);
});

test('an error is where the query has it', () => {
  const query = 'print d = dynamic({"x":1}) | evaluate bag_unpack(d) | extend y = x + 1 | where none > 1';
  expect(() => ask(query)).toThrow(
    expect.objectContaining({ place: { start: query.indexOf('none'), length: 4 } }) as Error,
  );
});

test.each([
  'print d = dynamic({"d":{"x":1}}) | evaluate bag_unpack(d) | extend y = x + 1',
  'print x = 2, d = dynamic({"x":1}) | evaluate bag_unpack(d, columnsConflict=\'replace_source\') | extend y = x',
  'print d = dynamic({"x":1}) | evaluate bag_unpack(d) | extend y = rand()',
])('%s is refused', (query) => {
  expect(() => ask(query)).toThrow('not supported');
});
