import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../kql/engine.ts';
import { interestOf, type RuleInterest } from './interest.ts';
import { RuleLanes } from './rule-lanes.ts';
import { SpillFile } from './spill-file.ts';

const columns = ['action', 'object_type', 'x', 'y'].map((name) => ({ name, type: 'string' }) as const);
const time = { name: 'TimeGenerated', type: 'datetime' } as const;
const engine = createEngine(
  { tables: [{ name: 'T', columns: [time, ...columns] }], functions: [] },
  join(tmpdir(), 'backtest-interest-unit'),
);

function lanesOf(query: string): RuleLanes {
  return new RuleLanes(engine.prepare(query).program, 'T', new Map(), new SpillFile());
}

describe('of a column only its presence matters', () => {
  test.each<readonly [string, string, readonly string[]]>([
    [
      'where it is asked for nothing else',
      'T | where isnotempty(x) and isempty(y) | project TimeGenerated',
      ['x', 'y'],
    ],
    [
      'where it is handed on until it is asked',
      'T | extend k = 1 | where isnotempty(x) | project TimeGenerated',
      ['x'],
    ],
    [
      'but not where its value is read too',
      'T | where isnotempty(x) and x != "a" | project TimeGenerated',
      [],
    ],
    ['but not where it comes out', 'T | where isnotempty(x) | project x', []],
    [
      'but not under another name',
      'T | project y = strcat(x, action) | where isnotempty(y) | project y = 1',
      [],
    ],
  ])('%s', (_, query, wanted) => {
    expect([...lanesOf(query).presence].sort()).toEqual(wanted);
  });
});

describe('columns of an event', () => {
  const rules: RuleInterest[] = [
    { texts: new Set(['export']), columns: new Set(['x', 'action']), presence: new Set() },
    { texts: new Set(['vault']), columns: new Set(['y']), presence: new Set() },
  ];
  const curious: RuleInterest = {
    texts: undefined,
    columns: new Set(['x', 'y']),
    presence: new Set(['x', 'y']),
  };

  test('are those of the rules that look for its action, object type or category', () => {
    const { columnsFor } = interestOf(rules);
    expect([...columnsFor('export', '', '').keys()]).toEqual(['x', 'action']);
    expect([...columnsFor('', 'vault', '').keys()]).toEqual(['y']);
    expect([...columnsFor('export', 'vault', '').keys()]).toEqual(['x', 'action', 'y']);
    expect([...columnsFor('other', '', '')]).toEqual([]);
  });

  test('are read in whole where one rule wants the value', () => {
    for (const all of [
      [...rules, curious],
      [curious, ...rules],
    ]) {
      const { columnsFor } = interestOf(all);
      expect(Object.fromEntries(columnsFor('export', '', ''))).toEqual({
        x: 'value',
        action: 'value',
        y: 'presence',
      });
      expect(Object.fromEntries(columnsFor('', '', ''))).toEqual({ x: 'presence', y: 'presence' });
    }
  });

  test('are none in lines without any of the texts, unless a rule looks at all events', () => {
    const { texts } = interestOf(rules);
    expect(texts?.test('{"action":"export"}')).toBe(true);
    expect(texts?.test('{"action":"exported"}')).toBe(false);
    expect(interestOf([...rules, curious]).texts).toBeUndefined();
  });
});
