import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

const points =
  'datatable(t:long, v:long, g:string) [1, 10, "a", 2, 20, "b", 2, 5, "a", 5, 50, "a", 9, 90, "b"]';
const days = 'datatable(t:datetime, v:real) [datetime(2020-01-01 06:00), 1.0, datetime(2020-01-03), 3.0]';
const day = (text: string): string => `2020-01-${text}.0000000Z`;

test.each([
  [
    `${points} | make-series sum(v) on t from 1 to 7 step 2`,
    [
      [
        [35, 0, 50],
        [1, 3, 5],
      ],
    ],
  ],
  [
    `${points} | make-series s = sum(v), n = count() default = -1 on t from 0 to 6 step 3 by g`,
    [
      ['a', [15, 50], [2, 1], [0, 3]],
      ['b', [20, 0], [1, -1], [0, 3]],
    ],
  ],
  [
    `${points} | make-series s = max(v) - min(v) default = 7 on t from 0 to 12 step 4`,
    [
      [
        [15, 0, 0],
        [0, 4, 8],
      ],
    ],
  ],
  [
    `${points} | make-series max(v) default = long(null) on t step 4 by g`,
    [
      ['a', [10, 50], [0, 4]],
      ['b', [20, null, 90], [0, 4, 8]],
    ],
  ],
  [
    `${points} | make-series count() on t from 4 step 2`,
    [
      [
        [1, 0, 1],
        [4, 6, 8],
      ],
    ],
  ],
  [
    `${points} | make-series sum(v) on t in range(1, 5, 1)`,
    [
      [
        [10, 25, 0, 0, 50],
        [1, 2, 3, 4, 5],
      ],
    ],
  ],
  [`${points} | make-series sum(v) on t from 100 to 110 step 5`, []],
  [`${points} | where v < 0 | make-series sum(v) on t from 1 to 3 step 1`, []],
  [
    `${points} | where v < 0 | make-series kind=nonempty sum(v) default = 4 on t from 1 to 3 step 1`,
    [
      [
        [4, 4],
        [1, 2],
      ],
    ],
  ],
  [
    `${days} | make-series avg(v) on t from datetime(2020-01-01) to datetime(2020-01-04) step 1d`,
    [
      [
        [1, 0, 3],
        [day('01T00:00:00'), day('02T00:00:00'), day('03T00:00:00')],
      ],
    ],
  ],
  [
    `${days} | make-series sum(v) default = 1.5 on t from datetime(2020-01-01 06:00) to datetime(2020-01-02 06:00) step 12h`,
    [
      [
        [1, 1.5],
        [day('01T06:00:00'), day('01T18:00:00')],
      ],
    ],
  ],
  [
    'datatable(x:real, v:long) [0.1, 1, 0.6, 2] | make-series sum(v) on x from 0.0 to 1.0 step 0.25',
    [
      [
        [1, 0, 2, 0],
        [0, 0.25, 0.5, 0.75],
      ],
    ],
  ],
])('%s', (query, expected) => {
  expect(ask(query)).toEqual(expected);
});

test.each([
  [`${points} | make-series sum(v) on t from 1 to 7 step 0`, 'positive step'],
  [`${points} | make-series sum(v) on t in range(1, 8, 2)`, 'no multiples'],
  [`${points} | make-series sum(v) on t to 7 step 2`, 'between two bins'],
  [`${points} | make-series sum(v) on t from 0 to 9000000 step 1`, 'so many elements'],
])('%s is refused', (query, reason) => {
  expect(() => ask(query)).toThrow(reason);
});
