import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BoundQuery } from './bound-query.ts';

/** Both ends of the interval of arrival must be written: consecutive runs then tile time. */
const ends = ['ingestion_time', 'now'];

const queryStart = { start: 0, length: 1 };

/** A rule selects by arrival, so that it sees late events and reports each once. */
export function checkArrival({ analysis, locate }: BoundQuery): Diagnostic[] {
  const called = new Set(analysis.facts.calls.map((call) => call.name));
  const missing = ends.filter((name) => !called.has(name)).map((name) => `${name}()`);
  if (missing.length === 0) return [];
  return [diagnostic('kql-arrival', locate(queryStart), { call: missing.join(' and ') })];
}

/** A rule that reports events reduces copies of one event first. */
export function checkDuplicates({ analysis, locate }: BoundQuery): Diagnostic[] {
  if (analysis.facts.names.some(({ name }) => name === 'uuid_s')) return [];
  return [diagnostic('kql-duplicates', locate(queryStart), {})];
}
