import { array, assert, constantFrom, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExpectedRow, ScenarioExpectation } from '../model/rule-scenarios.ts';
import type { Alert } from './alert.ts';
import { compareRun, equals } from './expectation.ts';
import type { RuleRun } from './rule-run.ts';

const clock = { now: Date.UTC(2026, 4, 4, 10), schedule: { frequency: 300_000, period: 3_600_000 } };

function alertOf(row: number, name: string): Alert {
  return {
    title: `Export by ${name}`,
    description: 'Somebody exported.',
    severity: 'Low',
    entities: [
      { type: 'Account', identifiers: { FullName: `${name}@example.com`, Name: name } },
      { type: 'IP', identifiers: { Address: '203.0.113.7' } },
      { type: 'IP', identifiers: { Address: '2001:db8::7' } },
    ],
    details: { Count: [row] },
    cutDetails: [],
    tactics: undefined,
    properties: {},
    rows: [row],
    at: 0,
  };
}

function runOf(names: readonly string[]): RuleRun {
  const rows = names.map((name, i) => ({ Name: name, Count: i }));
  return {
    at: 0,
    columns: [],
    rows,
    alerts: names.map((n, i) => alertOf(i, n)),
    incidents: [],
    isSuppressed: false,
  };
}

const found = (names: readonly string[], expected: ScenarioExpectation): string[] =>
  compareRun(runOf(names), expected, clock).map(
    ({ path, message }) => `${path.join('.')}: ${message.split('\n')[0]}`,
  );

describe('counts', () => {
  test.each<[ScenarioExpectation, string[]]>([
    ['none', [': expected no rows, found 2']],
    [{ rows: 2, alerts: 2 }, []],
    [{ rows: 3 }, [': expected 3 rows, found 2']],
    [{ alerts: 1 }, [': expected 1 alert, found 2']],
  ])('%j', (expected, messages) => {
    expect(found(['a', 'b'], expected)).toEqual(messages);
  });
});

describe('rows', () => {
  test.each<[string, ExpectedRow[], string[]]>([
    ['in any order', [{ columns: { Name: 'b' } }, { title: 'Export by a' }], []],
    [
      'a wrong value of the most similar row',
      [{ columns: { Name: 'a', Count: 7 } }, { columns: { Name: 'b' } }],
      ['0.columns.Count: columns Count: expected 7, found 0'],
    ],
    [
      'one is missing',
      [{}, {}, { severity: 'Low' }],
      ['2: expected 3 rows, found 2: none is left for this one'],
    ],
    ['one is not expected', [{ columns: { Name: 'b' } }], [': expected 1 row, found 2; not expected:']],
    [
      'a value for an entity',
      [{ entities: { Account: 'a@example.com' } }, { entities: { Account: 'b' } }],
      [],
    ],
    [
      'identifiers of an entity',
      [{ entities: { Account: { Name: 'a', UPNSuffix: '' } } }, { entities: { Account: { Name: 'b' } } }],
      [],
    ],
    ['all entities of a type', [{ entities: { IP: ['2001:db8::7', '203.0.113.7'] } }, {}], []],
    [
      'an entity that is left out',
      [{ entities: { IP: '203.0.113.7' } }, {}],
      [
        '0.entities.IP: entities IP: expected "203.0.113.7", found [{"Address":"203.0.113.7"},{"Address":"2001:db8::7"}]',
      ],
    ],
    ['no entity of a type', [{ entities: { Host: 'none' } }, {}], []],
  ])('%s', (_, expected, messages) => {
    expect(found(['a', 'b'], expected)).toEqual(messages);
  });

  test('that can be matched are matched, whatever their order', () => {
    const names = array(constantFrom('a', 'b', 'c'), { maxLength: 5 });
    assert(
      property(names, (list) => {
        const all = list.map((name) => ({ columns: { Name: name } }));
        const rest = all.map((row, i) => (i % 2 === 0 ? row : {}));
        expect(found(list, all.toReversed())).toEqual([]);
        expect(found(list, rest)).toEqual([]);
      }),
    );
    const shuffled = record({ order: shuffledSubarray([0, 1, 2, 3], { minLength: 4 }) });
    assert(
      property(shuffled, ({ order }) => {
        const list = ['a', 'b', 'c', 'd'];
        // The first ones fit many rows, the last ones a single one.
        const expected = order.map((i) => (i < 2 ? {} : { columns: { Name: list[i] } }));
        expect(found(list, expected)).toEqual([]);
      }),
    );
  });
});

test.each([
  [-120_000, '-2m', '2026-05-04T09:58:00.0000000Z', true],
  [0, '2026-05-04T10:00:00Z', '2026-05-04T10:00:00.0000000Z', true],
  [0, '-2m', '2026-05-04T09:58:00.0010000Z', false],
  [0, null, '', true],
  [0, null, 0, false],
  [0, 'a', 'A', false],
  [0, 1, '1', false],
  [0, ['a', 'b'], ['b', 'a'], false],
  [0, { a: ['-F'] }, { a: ['2026-05-04T09:55:00.0000000Z'] }, true],
  [0, { a: 1 }, { a: 1, b: 2 }, false],
  [0, [1], { 0: 1 }, false],
])('%d: %j and %j', (_, wanted, actual, isEqual) => {
  expect(equals(wanted, actual, clock)).toBe(isEqual);
});
