import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { toMinutes } from '../../model/rule.ts';
import type { BoundQuery } from './bound-query.ts';

/**
 * Thresholds and durations belong to the let statements, where whoever tunes a query finds them. Free
 * are 0 and 1, typed nulls, the index of an array, and a unit that something is divided by (`/ 1h`).
 */
export function checkLiterals({ composed, analysis, locate }: BoundQuery): Diagnostic[] {
  return analysis.facts.literals
    .filter((literal) => !literal.named && !isFree(composed.text, literal))
    .map((literal) => diagnostic('kql-literal', locate(literal), { text: literal.text }));
}

function isFree(text: string, literal: { start: number; length: number; text: string }): boolean {
  if (/^(?:[01]|[01]\.0|0[a-z]+|(?:\w+\()?null\)?)$/.test(literal.text)) return true;
  const before = text.slice(0, literal.start).trimEnd();
  const after = text.slice(literal.start + literal.length).trimStart();
  const isIndex = /\[\s*-?$/.test(before) && after.startsWith(']');
  const isUnit = before.endsWith('/') && /^1[a-z]+$/.test(literal.text);
  return isIndex || isUnit;
}

/** The constant `frequency` must be the frequency of the rule: between the two, events fall or come twice. */
export function checkFrequency({ analysis, locate }: BoundQuery, frequency: string): Diagnostic[] {
  return analysis.facts.constants
    .filter(({ name, value }) => name === 'frequency' && toMinutes(value) !== toMinutes(frequency))
    .map((constant) =>
      diagnostic('kql-frequency', locate(constant), { constant: constant.value, frequency }),
    );
}
