/** A backtest for people at a terminal. */
import type { Colors } from 'picocolors/types.js';
import type { AlertSeverity } from '../model/rule.ts';
import type { BacktestReport } from './report.ts';
import { severitiesFromTop, type DayCount, type RuleReport } from './rule-report.ts';

const bars = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const mostDays = 60;

export function terminalReport(report: BacktestReport, colors: Colors): string {
  return textOf(withoutControls(report), colors);
}

// oxlint-disable-next-line no-control-regex -- these are what must not reach a terminal
const controls = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g;

/** A terminal obeys control characters, and what events hold is not to be obeyed: blanks take their place. */
function withoutControls<T>(value: T): T {
  if (typeof value === 'string') return value.replace(controls, ' ') as T;
  if (Array.isArray(value)) return value.map((member: unknown) => withoutControls(member)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutControls(member)]),
  ) as T;
}

function textOf(report: BacktestReport, colors: Colors): string {
  const loud = report.rules.filter(({ alerts }) => alerts > 0);
  const silent = report.rules.filter(({ alerts, error }) => alerts === 0 && error === undefined);
  const failed = report.rules.filter(({ error }) => error !== undefined);
  const most = Math.max(1, ...loud.flatMap(({ days }) => days.map(({ alerts }) => alerts)));
  return [
    ...loud.map((rule) => ruleText(rule, most, colors)),
    ...failed.map(({ rule, error }) => `${colors.red('✗')} ${colors.bold(rule)}\n    ${error ?? ''}`),
    ...(silent.length > 0
      ? [`${colors.dim('No alerts:')} ${silent.map(({ rule }) => rule).join(', ')}`]
      : []),
    ...report.remarks.map((remark) => colors.dim(remark)),
  ].join('\n\n');
}

function ruleText(rule: RuleReport, most: number, colors: Colors): string {
  const { alerts, incidents, severities, days, actors, samples, hints } = rule;
  const counts = severitiesFromTop.flatMap((severity) => {
    const count = severities[severity];
    return count === undefined ? [] : [paint(severity, colors)(`${count} ${severity}`)];
  });
  const noisy = actors.filter((actor) => actor.alerts > 1).slice(0, 3);
  const named = noisy.map((actor) => `${actor.actor} (${actor.alerts})`).join(', ');
  return [
    `${colors.bold(rule.rule)}  ${count(alerts, 'alert')}, ${count(incidents, 'incident')}: ${counts.join(', ')}`,
    ...(days.length > 1 ? [`    ${dayChart(days, most)}`] : []),
    ...(named === '' ? [] : [`    most often: ${named}`]),
    ...samples
      .slice(0, 2)
      .map(({ time, title, severity }) => `    ${time.slice(0, 16).replace('T', ' ')} ${severity}: ${title}`),
    ...hints.map((hint) => `    ${colors.cyan('hint')} ${hint}`),
    ...(rule.warmUntil === undefined
      ? []
      : [
          colors.dim(
            `    looks back to before the first event until ${rule.warmUntil.slice(0, 16).replace('T', ' ')}`,
          ),
        ]),
  ].join('\n');
}

/** A bar for each day; all rules have one scale. Longer spans have a bar for several days. */
function dayChart(days: readonly DayCount[], most: number): string {
  const perBar = Math.ceil(days.length / mostDays);
  const sums: number[] = [];
  days.forEach(
    ({ alerts }, i) => (sums[Math.floor(i / perBar)] = (sums[Math.floor(i / perBar)] ?? 0) + alerts),
  );
  const scale = Math.log2(most * perBar + 1);
  const bar = (sum: number): string =>
    sum === 0 ? '·' : (bars[Math.max(1, Math.round((Math.log2(sum + 1) / scale) * 8))] ?? '█');
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  return `${first} ${sums.map(bar).join('')} ${last}, up to ${Math.max(...sums)} ${perBar === 1 ? 'a day' : `in ${perBar} days`}`;
}

function paint(severity: AlertSeverity, colors: Colors): (text: string) => string {
  if (severity === 'High') return colors.red;
  return severity === 'Medium' ? colors.yellow : colors.dim;
}

export function count(number: number, word: string): string {
  return `${number.toLocaleString('en-US')} ${word}${number === 1 ? '' : 's'}`;
}
