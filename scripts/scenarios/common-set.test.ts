import { describe, expect, test } from 'vitest';
import { findingsOf, hasFailed, runSuite } from './run-suite.ts';
import { sampleSuite, type Exchange } from './sample.ts';

/** Codes of the common scenarios that the sample fails after the exchanges. */
function failedCodes(...exchanges: readonly Exchange[]): string[] {
  const { outcomes } = runSuite(sampleSuite(exchanges));
  const codes = outcomes
    .filter(hasFailed)
    .map(({ scenario }) => /^[CSW]-\d+/.exec(scenario.name)?.[0] ?? 'own');
  return [...new Set(codes)];
}

test('a rule that does as it should passes all', () => {
  const result = runSuite(sampleSuite());
  expect(findingsOf(result)).toEqual([]);
  const codes = new Set(result.outcomes.map(({ scenario }) => scenario.name.split(' ')[0]));
  const numbered = Array.from({ length: 19 }, (_, i) => `C-${i + 1}`);
  expect([...codes].slice(1)).toEqual([...numbered, 'S-1', 'W-1', 'W-2']);
});

describe('a fault of the query is noticed', () => {
  const arrival = 'Arrived > ago(frequency) and Arrived <= now()';
  test.each<[string, Exchange, string[]]>([
    [
      'log_source is trusted',
      ['log_source != "healthevents"', 'log_source == "auditevents"'],
      'own C-1 C-2 C-3 C-4 C-5 C-6 C-7 C-8 C-9 C-14 C-15 C-17 C-18 C-19 S-1 W-1'.split(' '),
    ],
    ['copies are counted', ['| summarize arg_min(Arrived, *) by Key', ''], ['C-2', 'C-3']],
    ['the last copy counts', ['arg_min(Arrived', 'arg_max(Arrived'], ['C-3']],
    [
      'an actor without details is left out',
      ['| where EventCount >=', '| where isnotempty(ActorEmail) and EventCount >='],
      ['C-4'],
    ],
    [
      'an actor without address is left out',
      ['| where EventCount >=', '| where isnotempty(SrcIpAddr) and EventCount >='],
      ['C-5'],
    ],
    ['the title has no fallback', ['coalesce(ActorEmail, ActorUuid)', 'ActorEmail'], ['C-4']],
    [
      'an event of an hour ago is too old',
      ['not(Backfill)', 'not(Backfill) and timestamp > ago(1h)'],
      ['C-6', 'C-7'],
    ],
    ['lateness begins too early', ['timestamp > 24h', 'timestamp > 2h'], ['C-6', 'C-7']],
    ['a day is late', ['timestamp > 24h', 'timestamp >= 24h'], ['C-7']],
    ['the first address is shown', ['arg_max(iff', 'arg_min(iff'], ['C-18']],
    ['a missing address is shown', ['take_anyif(Email, isnotempty(Email))', 'take_any(Email)'], ['C-18']],
    ['events are told in no order', ['| sort by timestamp asc', ''], ['C-18']],
    ['a list has no end', ['isnotempty(uuid_s), 20)', 'isnotempty(uuid_s))'], ['C-19']],
    ['lateness never begins', ['timestamp > 24h', 'timestamp > 240h'], ['C-7']],
    ['arrival is what TimeGenerated says', ['ingestion_time()', 'TimeGenerated'], ['C-8', 'S-1', 'W-1']],
    ['all people are one', ['by ActorUuid = actor_uuid', 'by ActorUuid = "all"'], ['C-9', 'C-14']],
    [
      'the run before is reported again',
      ['Arrived > ago(frequency)', 'Arrived >= ago(frequency)'],
      ['C-10', 'S-1'],
    ],
    ['the next run is reported already', [arrival, 'Arrived > ago(frequency)'], ['S-1']],
    ['the end is left to the next run', ['Arrived <= now()', 'Arrived < now()'], ['S-1']],
    ['the object type is not asked for', ['object_type == "vault"', 'isnotempty(object_type)'], ['C-11']],
    ['the action is not asked for', ['and action == "export"', ''], ['C-12']],
    [
      'rows without an id are one event',
      ['coalesce(uuid_s, strcat(timestamp, actor_uuid))', 'uuid_s'],
      ['C-14'],
    ],
    [
      'an address has only digits and points',
      ['tostring(session.ip)', 'extract("[0-9.]+", 0, tostring(session.ip))'],
      ['C-15'],
    ],
    ['health rows are not kept apart', ['log_source != "healthevents" and ', ''], ['C-16']],
    ['what is loaded from the past counts', [' and not(Backfill)', ''], ['C-17']],
    [
      'the column must be there',
      ['column_ifexists("additional_fields", dynamic({}))', 'additional_fields'],
      ['C-17'],
    ],
    [
      'the window is cut shorter',
      ['OnePasswordEventLogs_CL', 'OnePasswordEventLogs_CL | where TimeGenerated > ago(30m)'],
      ['W-1'],
    ],
  ])('%s', (_, exchange, codes) => {
    expect(failedCodes(exchange)).toEqual(codes);
  });
});

test('a row about nothing is noticed', () => {
  const codes = failedCodes(
    ['by ActorUuid = actor_uuid', ''],
    ['EventCount = count(),', 'EventCount = count(), ActorUuid = take_any(actor_uuid),'],
    ['let min_events = 1', 'let min_events = 0'],
  );
  expect(codes).toContain('C-13');
});

describe('exemptions', () => {
  const own =
    '  - { name: a, events: [{ kind: audit, action: export, object_type: vault }], expect: { rows: 1 } }\n';

  test('leave out what a rule says does not apply, with the reason', () => {
    const { scenarios, exempt } = sampleSuite(
      [],
      `common: { C-9: it is about one person }\nscenarios:\n${own}`,
    );
    expect(scenarios.map(({ name }) => name).filter((name) => name.startsWith('C-9'))).toEqual([]);
    expect([...exempt]).toEqual([['C-9', 'it is about one person']]);
  });

  test('of all leave the sequence and the window', () => {
    const { scenarios } = sampleSuite([], `common: { all: no audit events }\nscenarios:\n${own}`);
    expect(scenarios.map(({ name }) => name.split(' ')[0])).toEqual(['a', 'S-1', 'W-1', 'W-2']);
  });
});
