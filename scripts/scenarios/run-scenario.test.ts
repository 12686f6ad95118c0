import { describe, expect, test } from 'vitest';
import { runScenario, type ScenarioResult } from './run-scenario.ts';
import { sampleSuite, type Exchange } from './sample.ts';
import type { Variant } from './scenario.ts';

/** Runs the one scenario that stands in `text`, indented as below `scenarios:`. */
function run(text: string, exchanges: readonly Exchange[] = [], variant: Variant = 'right'): ScenarioResult {
  const indented = text.trim().replaceAll('\n', '\n    ');
  const { prepared, scenarios, findings } = sampleSuite(
    exchanges,
    `scenarios:\n  - name: it\n    ${indented}\n`,
  );
  expect(findings.filter(({ code }) => code !== 'scenario-positive-missing')).toEqual([]);
  const [scenario] = scenarios;
  if (!prepared || !scenario) throw new TypeError('nothing to run');
  return runScenario(prepared, scenario, variant);
}

const exported = 'kind: audit, action: export, object_type: vault';
const messages = ({ failures }: ScenarioResult): string[] => failures.map(({ message }) => message);
const counts = ({ runs }: ScenarioResult): number[] => runs.map(({ rows }) => rows.length);

describe('the window of a run', () => {
  test.each([
    ['-P', '-1m', 1],
    ['-P-1ms', '-1m', 0],
    ['0s', '0s', 1],
    ['+1ms', '0s', 0],
    ['-1m', '-F', 0],
    ['-1m', '-F+1ms', 1],
    ['0s', '+1ms', 0],
    ['-1h', '-1m', 1],
  ])('stamped %s, stored %s: %d row(s)', (stamped, arrives, count) => {
    const event = `{ ${exported}, at: -3h, stamped: ${stamped}, arrives: ${arrives} }`;
    expect(counts(run(`events: [${event}]\nexpect: none`))).toEqual([count]);
  });

  test('what is stored after the run is not there yet', () => {
    // Without a selection by arrival the query shows what it is given.
    const all: Exchange = ['Arrived > ago(frequency) and Arrived <= now() and ', ''];
    const result = run(
      `events:\n  - { ${exported}, stamped: -1m, arrives: +5m }\n  - { ${exported}, actor: bob, stamped: -1m, arrives: +5m1ms }\nruns: [{ expect: none }, { at: +1ms, expect: none }]`,
      [all],
    );
    expect(counts(result)).toEqual([1, 2]);
  });
});

describe('log_source', () => {
  const events = `events:\n  - { ${exported}, aux_id: 5 }\n  - { ${exported}, actor: bob }\n  - { ${exported}, actor: max, log_source: odd }\nexpect: none`;
  const shown: Exchange = ['ActorUuid = actor_uuid', 'ActorUuid = actor_uuid, Source = log_source'];
  test.each<[Variant, string[]]>([
    ['right', ['auditevents', 'auditevents', 'odd']],
    ['guessed', ['itemusages', 'auditevents', 'odd']],
    ['empty', ['', '', 'odd']],
  ])('%s', (variant, sources) => {
    const rows = run(events, [shown], variant).runs[0]?.rows ?? [];
    expect(rows.map((row) => row['Source'])).toEqual(sources);
  });

  test('of health rows never changes', () => {
    const health = [
      'log_source != "healthevents" and object_type == "vault" and action == "export"',
      'true',
    ] as const;
    const rows =
      run('events: [{ kind: health }]\nexpect: none', [health, shown], 'empty').runs[0]?.rows ?? [];
    expect(rows.map((row) => row['Source'])).toEqual(['healthevents']);
  });
});

test('an alert pauses a rule that is suppressed', () => {
  const result = run(
    `events: [{ ${exported}, times: 13, every: +10m }]\nruns: [{ expect: { rows: 1 } }, { expect: none }, { at: +50m, expect: none }, { at: +1h, expect: { rows: 1 } }]\nincidents: 1`,
    [['suppressionEnabled: false', 'suppressionEnabled: true']],
  );
  expect(messages(result)).toEqual([]);
  expect(result.runs.map(({ isSuppressed }) => isSuppressed)).toEqual([false, true, true, false]);
});

test.each<[string, string, number, number]>([
  ['gt', '1', 2, 2],
  ['lt', '1', 0, 1],
  ['Equal', '0', 0, 1],
  ['ne', '2', 2, 0],
])('a threshold of %s %s, met by %d rows or not: %d alert(s)', (operator, threshold, rows, alerts) => {
  const events = ['alice', 'bob'].slice(0, rows).map((actor) => `  - { ${exported}, actor: ${actor} }`);
  const text = events.length === 0 ? 'events: []' : `events:\n${events.join('\n')}`;
  const result = run(`${text}\nexpect: { rows: ${rows}, alerts: ${alerts} }`, [
    ['triggerOperator: gt', `triggerOperator: ${operator}`],
    ['triggerThreshold: 0', `triggerThreshold: ${threshold}`],
    ...(rows === 0 ? [['AlertPerResult', 'SingleAlert'] as const] : []),
  ]);
  expect(messages(result)).toEqual([]);
});

test('constants take other values', () => {
  const twice = `events: [{ ${exported}, times: 2 }]`;
  expect(counts(run(`constants: { min_events: 3 }\n${twice}\nexpect: none`))).toEqual([0]);
  expect(counts(run(`constants: { min_events: 2 }\n${twice}\nexpect: none`))).toEqual([1]);
});

test('an event of the API goes through the mapping of the connector', () => {
  const result = run(
    `events:
  - kind: audit
    arrives: -3m
    api: { action: export, object_type: vault, actor_uuid: U_CAROL, aux_id: 99999999999, odd: 1 }
expect:
  - columns: { EventUuids: [E1], Extra: { odd: 1, _connector: { auxId: "99999999999" } }, Time: -4m, Stamp: -3m }`,
    [
      [
        'ActorUuid = actor_uuid',
        'ActorUuid = actor_uuid, Extra = tostring(additional_fields), Time = timestamp, Stamp = TimeGenerated',
      ],
      ['coalesce(ActorEmail, ActorUuid)', 'ActorUuid, Extra = todynamic(Extra)'],
    ],
  );
  expect(messages(result)).toEqual([]);
});

test('times, every, copies and {n} make several rows of an event', () => {
  const result = run(
    `events: [{ ${exported}, at: -5m, times: 3, every: +1m, copies: 2, object_uuid: "V_{n}" }]
expect:
  - columns: { EventUuids: [E1.1, E1.2, E1.3], Vaults: [V_1, V_2, V_3], First: -5m, Last: -3m }`,
    [
      [
        'EventCount = count(),',
        'EventCount = count(), Vaults = make_list(object_uuid), First = min(timestamp), Last = max(timestamp),',
      ],
    ],
  );
  expect(messages(result)).toEqual([]);
});

test('a table of Microsoft holds the rows in the window, or is absent', () => {
  const query: Exchange = [
    '  rows\n',
    '  rows\n  | union isfuzzy=true (SentinelHealth | project actor_uuid = Status, uuid_s = OperationName)\n',
  ];
  const rows = '[{ TimeGenerated: -1h, Status: Old }, { TimeGenerated: -P-1ms, Status: Older }]';
  const found = run(`tables: { SentinelHealth: ${rows} }\nevents: []\nexpect: none`, [query]);
  expect(found.runs[0]?.rows.map((row) => row['ActorUuid'])).toEqual(['Old']);
});
