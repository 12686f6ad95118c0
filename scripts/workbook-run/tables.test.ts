import { expect, it } from 'vitest';
import { inContext, tableFrom } from './tables.ts';
import { resultOf } from './result.ts';

const columns = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Details', type: 'dynamic' },
  { name: 'Name', type: 'string' },
] as const;

it('rows come back as they were, what they are without is empty', () => {
  const rows = [{ TimeGenerated: '2026-11-23T09:30:00.1234567Z', Details: { a: [1] } }, { Name: 'x' }];
  expect(resultOf(tableFrom(columns, rows)).rows).toEqual([
    { TimeGenerated: '2026-11-23T09:30:00.1234567Z', Details: { a: [1] }, Name: '' },
    { TimeGenerated: null, Details: null, Name: 'x' },
  ]);
});

it('a member that is no column is an error', () => {
  expect(() => tableFrom(columns, [{ Nmae: 'x' }])).toThrow('Nmae');
});

it('a query sees what arrived in its context, both ends included, and all of what does not say when', () => {
  const times = [-1, 0, 5, 10, 11].map((time) => ({ TimeGenerated: new Date(time).toISOString() }));
  const tables = new Map([
    ['Dated', tableFrom(columns, [...times, { Name: 'never' }])],
    ['Undated', tableFrom(columns.slice(1), [{ Name: 'x' }])],
  ]);
  const seen = inContext(tables, { from: 0, to: 10 });
  expect([...seen].map(([name, { length }]) => [name, length])).toEqual([
    ['Dated', 3],
    ['Undated', 1],
  ]);
});
