import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { maskLiterals } from '../../kql/mask.ts';
import type { BoundQuery } from './bound-query.ts';

/** The kind that the connectors name alike; all others are told by the shape of the row. */
const healthKind = 'healthevents';

const shapeColumns = /\b(?:object_type|item_uuid)\b/;

/**
 * log_source may only be asked for health rows, unless the same step looks at the shape of the row too:
 * the codeless connector files memberships and vault accesses as item usages.
 */
export function checkEventKind({ composed, analysis, locate }: BoundQuery): Diagnostic[] {
  const masked = maskLiterals(composed.text);
  const { comparisons, names } = analysis.facts;
  const asked = comparisons.filter((c) => /\blog_source\b/.test(c.left));
  const bad = [
    ...asked.filter((c) => c.literals.length === 0 || c.literals.some((l) => l.value !== healthKind)),
    ...names.filter(
      (n) =>
        n.name === 'log_source' &&
        !asked.some((c) => n.start >= c.start && n.start < c.start + c.length) &&
        isReadAsValue(masked, n.start),
    ),
  ];
  return bad
    .filter((span) => !shapeColumns.test(stepAround(masked, span.start)))
    .map((span) => diagnostic('kql-event-kind', locate(span), {}));
}

/** Naming the column only to keep it or to leave it out says nothing about kinds. */
function isReadAsValue(masked: string, offset: number): boolean {
  return !/^\|?\s*project/.test(stepAround(masked, offset).trimStart());
}

/** The step of the pipe that holds an offset. */
function stepAround(masked: string, offset: number): string {
  const start = Math.max(masked.lastIndexOf('|', offset), masked.lastIndexOf(';', offset), 0);
  const ends = [masked.indexOf('|', offset), masked.indexOf(';', offset)].filter((i) => i >= 0);
  return masked.slice(start, Math.min(masked.length, ...ends));
}
