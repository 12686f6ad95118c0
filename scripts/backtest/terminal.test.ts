import { createColors } from 'picocolors';
import { describe, expect, test } from 'vitest';
import { emptyReport, loudRule, sampleReport } from './report-sample.ts';
import { count, terminalReport } from './terminal.ts';

const plain = createColors(false);

test('a report, whole', () => {
  expect(terminalReport(sampleReport, plain)).toBe(`vault-export  5 alerts, 2 incidents: 1 High, 4 Medium
    2026-05-04 █·▃ 2026-05-06, up to 4 a day
    most often: Alice Example (4)
    2026-05-04 10:05 High: Export by <b>Alice</b> & others
    hint Alice Example is behind 4 of 5 alerts.
    looks back to before the first event until 2026-05-05 00:00

✗ changes-to-firewall-rules
    The function f is not supported.

No alerts: manual-account-creation

7 rows without any time were left out.`);
});

test('without events nothing is said of rules', () => {
  expect(terminalReport(emptyReport, plain)).toBe('');
});

describe('colours', () => {
  test('are there where they are wanted, and nowhere else', () => {
    // oxlint-disable-next-line no-control-regex -- these are the colours
    const escapes = /\u001b\[/;
    expect(terminalReport(sampleReport, createColors(true))).toMatch(escapes);
    expect(terminalReport(sampleReport, plain)).not.toMatch(escapes);
  });
});

describe('the chart of a long span', () => {
  const days = Array.from({ length: 150 }, (_, i) => ({
    day: new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
    alerts: i === 149 ? 6 : 0,
    severities: {},
  }));
  const text = terminalReport({ ...sampleReport, rules: [{ ...loudRule, days }] }, plain);

  test('has bars for several days', () => {
    expect(text).toMatch(/2026-01-01 ·{49}\S 2026-05-30, up to 6 in 3 days/);
  });
});

test('what comes from events cannot move the cursor or colour the text', () => {
  const evil = '\u001b[31mAlice\u0007\r\n';
  const rule = { ...loudRule, actors: [{ actor: evil, uuid: '', alerts: 4 }], hints: [evil] };
  const samples = loudRule.samples.map((sample) => ({ ...sample, title: evil }));
  const text = terminalReport({ ...sampleReport, rules: [{ ...rule, samples }] }, plain);
  // oxlint-disable-next-line no-control-regex -- these must not come out
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  expect(text).toContain('[31mAlice');
});

test.each([
  [0, '0 events'],
  [1, '1 event'],
  [1_234_567, '1,234,567 events'],
])('%i', (number, text) => {
  expect(count(number, 'event')).toBe(text);
});
