import type { Groups } from '../aggregates/aggregate.ts';
import type { Column } from '../table/column.ts';
import { keyOf } from '../values/compare.ts';

export interface Grouping extends Groups {
  /** The first row of each group. */
  readonly rows: Uint32Array;
}

/** Numbers of rows, all below `limit`. */
interface Numbering {
  readonly ids: Uint32Array;
  readonly limit: number;
}

/** Up to this many possible numbers are looked up in an array, more in a map. */
const largestArray = 2 ** 22;

/** Numbers the distinct combinations of the columns' values, in the order in which they come first. */
export function groupRows(columns: readonly Column[], length: number): Grouping {
  let numbering: Numbering = { ids: new Uint32Array(length), limit: 1 };
  for (const column of columns) {
    const { codes, entries } = column.encode(keyOf(column.type));
    const keys = distinctCodes(entries, keyOf(column.type));
    numbering = combine(numbering, codes, keys, entries.length);
  }
  return number(numbering);
}

/** For each entry the number of the first entry that equals it; undefined where all differ. */
function distinctCodes(entries: readonly unknown[], key: (value: never) => unknown): Uint32Array | undefined {
  const known = new Map<unknown, number>();
  const codes = new Uint32Array(entries.length);
  entries.forEach((entry, i) => {
    const found = key(entry as never);
    const first = known.get(found) ?? i;
    known.set(found, first);
    codes[i] = first;
  });
  return known.size === entries.length ? undefined : codes;
}

/** Pairs of a number and a code as one number; numbers too large for that are first made dense. */
function combine(
  earlier: Numbering,
  codes: Uint32Array,
  keys: Uint32Array | undefined,
  size: number,
): Numbering {
  if (earlier.limit === 1 && !keys) return { ids: codes, limit: size };
  const { ids, limit } = earlier.limit * size <= 0xff_ff_ff_ff ? earlier : makeDense(earlier);
  const pairs = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const code = codes[i] as number;
    pairs[i] = (ids[i] as number) * size + (keys ? (keys[code] as number) : code);
  }
  return { ids: pairs, limit: limit * size };
}

function makeDense(numbering: Numbering): Numbering {
  const { ids, count } = number(numbering);
  return { ids, limit: count };
}

/** Group numbers without gaps, by first appearance. */
function number({ ids, limit }: Numbering): Grouping {
  return limit <= largestArray ? numberByArray(ids, limit) : numberByMap(ids);
}

function numberByArray(ids: Uint32Array, limit: number): Grouping {
  const known = new Uint32Array(limit);
  const rows: number[] = [];
  const renumbered = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const old = ids[i] as number;
    let id = known[old] as number;
    if (id === 0) {
      rows.push(i);
      id = rows.length;
      known[old] = id;
    }
    renumbered[i] = id - 1;
  }
  return { count: rows.length, ids: renumbered, rows: Uint32Array.from(rows) };
}

function numberByMap(ids: Uint32Array): Grouping {
  const known = new Map<number, number>();
  const rows: number[] = [];
  const renumbered = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const old = ids[i] as number;
    let id = known.get(old);
    if (id === undefined) {
      known.set(old, (id = rows.length));
      rows.push(i);
    }
    renumbered[i] = id;
  }
  return { count: rows.length, ids: renumbered, rows: Uint32Array.from(rows) };
}
