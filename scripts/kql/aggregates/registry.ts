import type { Aggregate } from './aggregate.ts';
import { bits } from './bits.ts';
import { collections } from './collections.ts';
import { counts } from './counts.ts';
import { extremes } from './extremes.ts';
import { percentileAggregates } from './percentiles.ts';
import { statistics } from './statistics.ts';
import { sums } from './sums.ts';

const families: readonly Readonly<Record<string, Aggregate>>[] = [
  bits,
  collections,
  counts,
  extremes,
  percentileAggregates,
  statistics,
  sums,
];

const aggregates: ReadonlyMap<string, Aggregate> = new Map(families.flatMap(Object.entries<Aggregate>));

/** An aggregate by its name. */
export function findAggregate(name: string): Aggregate | undefined {
  return aggregates.get(name);
}

/** The pages of the reference, by the names of the aggregates. */
export function aggregatePages(): ReadonlyMap<string, string> {
  return new Map([...aggregates].map(([name, { page }]) => [name, page]));
}

/** Aggregates of Kusto whose results are sketches or samples of its own making: refused. */
const refused: ReadonlySet<string> = new Set([
  'buildschema',
  'hll',
  'hll_if',
  'hll_merge',
  'tdigest',
  'tdigest_merge',
  'merge_tdigest',
]);

export function isAggregate(name: string): boolean {
  return aggregates.has(name) || refused.has(name);
}
