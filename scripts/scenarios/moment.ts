/** Times of scenarios: so many milliseconds before or after the run. */
import { toMinutes, type Duration, type RuleFile } from '../model/rule.ts';

/** What the letters F and P stand for, in milliseconds. */
export interface Schedule {
  readonly frequency: number;
  readonly period: number;
}

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Each term has a sign; a first one without counts forward. Also the form of `moment` in the schema. */
const form = /^[-+]?(?:F|P|(?:\d+(?:ms|[dhms]))+)(?:[-+](?:F|P|(?:\d+(?:ms|[dhms]))+))*$/;

/** `-5m`, `-1h30m`, `-F+1ms`, `-P-1ms`: milliseconds from the run; undefined where the text is none of these. */
export function readMoment(text: string, { frequency, period }: Schedule): number | undefined {
  if (!form.test(text)) return undefined;
  let sum = 0;
  for (const [, sign, term = ''] of text.matchAll(/([-+]?)([^-+]+)/g)) {
    const length = term === 'F' ? frequency : term === 'P' ? period : lengthOf(term);
    sum += sign === '-' ? -length : length;
  }
  return sum;
}

function lengthOf(term: string): number {
  let sum = 0;
  for (const [, digits, unit = ''] of term.matchAll(/(\d+)(ms|[dhms])/g)) {
    sum += Number(digits) * (units[unit] ?? 0);
  }
  return sum;
}

/** The shortest text for a number of milliseconds from the run: `-1h30m`, `0s`. */
export function momentText(milliseconds: number): string {
  let rest = Math.abs(milliseconds);
  let text = '';
  for (const [unit, size] of Object.entries(units)) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  if (text === '') return '0s';
  return `${milliseconds < 0 ? '-' : '+'}${text}`;
}

export function scheduleOf({ queryFrequency, queryPeriod }: RuleFile): Schedule {
  return { frequency: milliseconds(queryFrequency), period: milliseconds(queryPeriod) };
}

/** A duration of a rule file in milliseconds. */
export function milliseconds(duration: Duration): number {
  return (toMinutes(duration) ?? 0) * 60_000;
}
