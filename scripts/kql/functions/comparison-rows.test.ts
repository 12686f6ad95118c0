import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const operators = ['<', '<=', '>', '>='];
const small = fc.option(fc.integer({ min: -2, max: 2 }), { nil: null });
const literal = (value: number | null): string => (value === null ? 'long(null)' : String(value));

test('a filter by a number keeps the rows for which the comparison, as a column, is true', () => {
  const property = fc.property(
    fc.array(fc.tuple(small, small), { minLength: 1, maxLength: 8 }),
    fc.constantFrom(...operators),
    small,
    (pairs, operator, constant) => {
      const rows = pairs.map(([a, b], i) => `${i}, ${literal(a)}, ${literal(b)}`).join(', ');
      // The first filter leaves the second a part of the column.
      const table = `datatable(i:long, a:long, b:long)[${rows}] | where b ${operator} 0`;
      const condition = `a ${operator} ${literal(constant)}`;
      expect(ask(`${table} | where ${condition} | project i`)).toEqual(
        ask(`${table} | extend isKept = ${condition} | where isKept | project i`),
      );
    },
  );
  fc.assert(property, { numRuns: 200 });
});
