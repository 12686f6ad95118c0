/** A report for tests of what is made of it. */
import type { BacktestReport } from './report.ts';
import type { RuleReport } from './rule-report.ts';

export function sampleRule(name: string, own: Partial<RuleReport> = {}): RuleReport {
  return {
    rule: name,
    title: `1Password - ${name}`,
    alerts: 0,
    incidents: 0,
    severities: {},
    days: ['2026-05-04', '2026-05-05', '2026-05-06'].map((day) => ({ day, alerts: 0, severities: {} })),
    actors: [],
    samples: [],
    hints: [],
    runs: { scheduled: 864, executed: 0, suppressed: 0 },
    ...own,
  };
}

export const loudRule = sampleRule('vault-export', {
  alerts: 5,
  incidents: 2,
  severities: { High: 1, Medium: 4 },
  days: [
    { day: '2026-05-04', alerts: 4, severities: { High: 1, Medium: 3 } },
    { day: '2026-05-05', alerts: 0, severities: {} },
    { day: '2026-05-06', alerts: 1, severities: { Medium: 1 } },
  ],
  actors: [
    { actor: 'Alice Example', uuid: 'ALICE', alerts: 4 },
    { actor: 'Bob Example', uuid: 'BOB', alerts: 1 },
  ],
  samples: [
    {
      time: '2026-05-04T10:05:00.000Z',
      severity: 'High',
      title: 'Export by <b>Alice</b> & others',
      description: 'A vault was exported.',
      entities: ['Account: Alice Example', 'IP: 192.0.2.1'],
    },
  ],
  hints: ['Alice Example is behind 4 of 5 alerts.'],
  warmUntil: '2026-05-05T00:00:00.000Z',
});

export const sampleReport: BacktestReport = {
  events: 1234,
  from: '2026-05-04T00:00:00.000Z',
  to: '2026-05-06T23:55:00.000Z',
  totals: { alerts: 5, incidents: 2 },
  rules: [
    loudRule,
    sampleRule('manual-account-creation'),
    { ...sampleRule('changes-to-firewall-rules'), error: 'The function f is not supported.' },
  ],
  remarks: ['7 rows without any time were left out.'],
};

export const emptyReport: BacktestReport = {
  events: 0,
  totals: { alerts: 0, incidents: 0 },
  rules: [],
  remarks: [],
};
