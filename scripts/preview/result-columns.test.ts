import { expect, it } from 'vitest';
import { resultColumns } from './result-columns.ts';

it.each([
  ['T\n| where a == 1\n| project A, B = strcat(c, ", ", d), C', ['A', 'B', 'C']],
  [
    'T\n| summarize Events = count(), Last = max(t) by Action = action, Kind\n| sort by Events desc',
    ['Action', 'Kind', 'Events', 'Last'],
  ],
  ['T\n| project A, Row\n| where Row <= 10\n| project-away Row', ['A']],
  ['T\n| project A\n| extend B = 1, C = f(a, b)', ['A', 'B', 'C']],
  ['T\n| distinct A, B', ['A', 'B']],
  ["T\n| project Time = t, ['00'] = a, ['01'] = b", ['Time', '00', '01']],
  ['{"columns":[{"path":"$.a","columnid":"Rule"}]}', ['Rule']],
  ['T\n| where a == 1', []],
])('of %j', (query, columns) => {
  expect(resultColumns(query)).toEqual(columns);
});
