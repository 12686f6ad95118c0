import { describe, expect, test } from 'vitest';
import type { Alert } from '../scenarios/alert.ts';
import type { RuleFile } from '../model/rule.ts';
import { backtestReport } from './report.ts';
import { sampleRule } from './report-sample.ts';
import { ruleReport } from './rule-report.ts';

const day = 86_400_000;
const from = Date.UTC(2026, 4, 4);
const rule = { name: 'Example', queryFrequency: '5m', queryPeriod: '1d' } as RuleFile;

function alert(at: number, severity: Alert['severity'], person: string): Alert {
  return {
    title: `About ${person}`,
    description: '',
    severity,
    entities: person === '' ? [] : [{ type: 'Account', identifiers: { FullName: person } }],
    details: { ActorUuid: [person.toUpperCase()] },
    cutDetails: [],
    tactics: undefined,
    properties: {},
    rows: [],
    at,
  };
}

function reportOf(alerts: readonly Alert[], first = from - 2 * day) {
  const history = {
    alerts,
    incidents: alerts.slice(1).map((one) => ({ alerts: [one] })),
    runs: 9,
    executed: 3,
    suppressed: 1,
  };
  return ruleReport(history, {
    name: 'example',
    rule,
    query: '',
    span: { from, to: from + 3 * day - 1 },
    first,
  });
}

describe('a rule', () => {
  const alerts = [
    alert(from, 'High', 'Alice'),
    alert(from + 1, 'Low', 'Bob'),
    alert(from + 2 * day, 'High', 'Bob'),
    alert(from + 2 * day + 1, 'High', ''),
  ];
  const report = reportOf(alerts);

  test('is counted by severity and by day, days without alerts among them', () => {
    expect(report).toMatchObject({ alerts: 4, incidents: 3, severities: { High: 3, Low: 1 } });
    expect(report.days).toEqual([
      { day: '2026-05-04', alerts: 2, severities: { High: 1, Low: 1 } },
      { day: '2026-05-05', alerts: 0, severities: {} },
      { day: '2026-05-06', alerts: 2, severities: { High: 2 } },
    ]);
  });

  test('names who comes up most often, not who is unknown', () => {
    expect(report.actors).toEqual([
      { actor: 'Bob', uuid: 'BOB', alerts: 2 },
      { actor: 'Alice', uuid: 'ALICE', alerts: 1 },
    ]);
  });

  test('has the first alert, one from the middle and the last as samples', () => {
    expect(report.samples.map(({ time }) => time)).toEqual([
      '2026-05-04T00:00:00.000Z',
      '2026-05-06T00:00:00.000Z',
      '2026-05-06T00:00:00.001Z',
    ]);
    expect(reportOf(alerts.slice(0, 1)).samples).toHaveLength(1);
    expect(reportOf(alerts.slice(0, 2)).samples).toHaveLength(2);
  });

  test('says until when it looked back to before the first event', () => {
    expect(report).not.toHaveProperty('warmUntil');
    expect(reportOf(alerts, from + 3).warmUntil).toBe('2026-05-05T00:00:00.003Z');
  });
});

describe('all rules', () => {
  const events = { events: 1200, timeless: 0, guessed: 0, first: 0, last: 0 };
  const parts = { span: { from, to: from + day }, rules: [], delay: 60_000 };

  test('are summed up', () => {
    const rules = [
      sampleRule('a', { alerts: 2, incidents: 1 }),
      sampleRule('b', { alerts: 3, incidents: 3 }),
    ];
    expect(backtestReport({ ...parts, events, rules })).toMatchObject({
      events: 1200,
      from: '2026-05-04T00:00:00.000Z',
      to: '2026-05-05T00:00:00.000Z',
      totals: { alerts: 5, incidents: 4 },
      remarks: [],
    });
  });

  test('without events have no span', () => {
    const report = backtestReport({ ...parts, events: { ...events, events: 0 }, span: undefined });
    expect(report).not.toHaveProperty('from');
    expect(report).not.toHaveProperty('to');
  });

  test('come with what was guessed or left out', () => {
    const found = backtestReport({ ...parts, events: { ...events, timeless: 3, guessed: 1100 } });
    expect(found.remarks).toEqual([
      '1,100 of 1,200 events do not say when they arrived: taken to be 60 s after they happened.',
      '3 rows without any time were left out.',
    ]);
  });
});
