/**
 * Compares answers of the engine with recorded ones. Rows may come in any order but where the case says
 * which columns are ordered; reals agree to 1e-9, times to a microsecond.
 */
import { cellJson, rowsOf } from '../answer.ts';
import { KqlError } from '../plan/kql-error.ts';
import type { Table } from '../table/table.ts';
import { parseDatetime, parseTimespan } from '../values/time.ts';

export interface ScoredCase {
  readonly id: string;
  readonly tier: string;
  readonly query: string;
  readonly features: readonly string[];
  /** Columns whose values must come in the given order; `*`: all. null: any order. */
  readonly order: readonly string[] | null;
  /** Whether strings must agree to the letter: the answer was recorded, not printed on a page. */
  readonly exact?: boolean;
  /** Only the last row is known. */
  readonly lastRow?: boolean;
  readonly expected: {
    readonly error?: boolean;
    readonly columns?: readonly { readonly name: string; readonly type: string }[];
    readonly rows?: readonly (readonly unknown[])[];
  };
}

const refusal = 'refused: ';

export function isRefusal(why: string): boolean {
  return why.startsWith(refusal);
}

/** undefined where the answer is right, else why not. */
export function compareAnswer(scored: ScoredCase, run: (query: string) => Table): string | undefined {
  const { expected, query } = scored;
  let table: Table;
  try {
    table = run(query);
  } catch (error) {
    if (expected.error) return undefined;
    const message = error instanceof Error ? error.message.slice(0, 200) : String(error);
    return `${error instanceof KqlError ? refusal : 'fault: '}${message}`;
  }
  if (expected.error) return 'answered what Kusto refuses';
  const columns = expected.columns ?? [];
  const names = table.schema.map(({ name }) => name);
  const isNamed = columns.every(({ name }) => name);
  if (isNamed && names.join() !== columns.map(({ name }) => name).join())
    return `columns ${names.join(', ')}`;
  const wanted = expected.rows ?? [];
  const given = rowsOf(table, cellJson).map((row) => row.map((cell) => JSON.parse(cell) as unknown));
  const rows = scored.lastRow ? given.slice(-1) : given;
  if (rows.length !== wanted.length) return `${rows.length} rows instead of ${wanted.length}`;
  return compareRows(scored, columns, wanted, rows);
}

type Row = readonly unknown[];

function compareRows(
  { order, exact, features }: ScoredCase,
  columns: readonly { readonly name: string; readonly type: string }[],
  wanted: readonly Row[],
  rows: readonly Row[],
): string | undefined {
  const tolerance: Tolerance = {
    isExact: exact === true,
    isAnyOrder: features.some((feature) => unordered.test(feature)),
    relative: features.some((feature) => feature.startsWith('geo_')) ? 1e-5 : 1e-9,
  };
  const isSame = (a: Row, b: Row): boolean =>
    columns.every(({ type }, i) => sameValue(a[i], b[i], type, tolerance));
  if (wanted.every((row, i) => isSame(row, rows[i] ?? []))) return undefined;
  if (!arePaired(wanted, rows, isSame)) return `rows ${JSON.stringify(rows).slice(0, 120)}`;
  const isOrdered = (i: number): boolean =>
    columns.every(
      ({ name, type }, c) =>
        !order?.includes(name) || sameValue(wanted[i]?.[c], rows[i]?.[c], type, tolerance),
    );
  if (!order) return undefined;
  return order.includes('*') || !wanted.every((_, i) => isOrdered(i)) ? 'the order of rows' : undefined;
}

/** Kusto leaves the order within the results of these open. */
const unordered =
  /^(?:make_(?:set|list|bag).*|set_.*|bag_keys|take_any|array_.*distinct|pack_all|geo_.*|buildschema)$/;

interface Tolerance {
  readonly isExact: boolean;
  readonly isAnyOrder: boolean;
  readonly relative: number;
}

/** Whether each row of one list can be given a row of the other, by augmenting paths. */
function arePaired<T>(a: readonly T[], b: readonly T[], isSame: (x: T, y: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  const owners = Array.from(b, () => -1);
  const place = (i: number, seen: Set<number>): boolean =>
    b.some((y, j) => {
      if (seen.has(j) || !isSame(a[i] as T, y)) return false;
      seen.add(j);
      const owner = owners[j] as number;
      if (owner >= 0 && !place(owner, seen)) return false;
      owners[j] = i;
      return true;
    });
  return a.every((_, i) => place(i, new Set()));
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || value === 'null';

function sameValue(a: unknown, b: unknown, type: string, tolerance: Tolerance): boolean {
  if (type === 'string') return sameString(a, b, tolerance);
  if (type === 'dynamic' || type === 'unknown') return sameDynamic(a, b, tolerance);
  if (a === null || b === null) return a === b || (a === null && b === '');
  if (type === 'datetime') return near(parseDatetime(String(a)), parseDatetime(String(b)));
  if (type === 'timespan') return near(parseTimespan(String(a)), parseTimespan(String(b)));
  if (type === 'real' || type === 'decimal') return sameNumber(a, b, tolerance);
  return String(a).toLowerCase() === String(b).toLowerCase();
}

function near(a: number | bigint | null, b: number | bigint | null): boolean {
  if (a === null || b === null) return a === b;
  const difference = BigInt(a) - BigInt(b);
  return difference <= 10n && difference >= -10n;
}

function sameNumber(a: unknown, b: unknown, { relative, isExact }: Tolerance): boolean {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) && Number.isNaN(y);
  const difference = Math.abs(x - y);
  if (x === y || difference <= relative * Math.max(Math.abs(x), Math.abs(y)) || difference < 1e-12)
    return true;
  const [, printed] = /^-?\d+\.(\d{3,})$/.exec(String(a)) ?? [];
  return !isExact && printed !== undefined && difference <= 1.0001 * 10 ** -printed.length;
}

function sameString(a: unknown, b: unknown, tolerance: Tolerance): boolean {
  const [x, y] = [String(a ?? ''), String(b ?? '')];
  if (tolerance.isExact)
    return x === y || (/^\s*[[{]/.test(x) && sameDynamic(fromJson(x), fromJson(y), tolerance));
  return folded(x) === folded(y);
}

/** Pages escape punctuation, and fold white space. */
function folded(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function sameDynamic(a: unknown, b: unknown, tolerance: Tolerance): boolean {
  const [x, y] = typeof a === 'object' || typeof b === 'object' ? [fromJson(a), fromJson(b)] : [a, b];
  if (isEmpty(x) || isEmpty(y)) return isEmpty(x) && isEmpty(y);
  if (Array.isArray(x)) {
    if (!Array.isArray(y) || x.length !== y.length) return false;
    const isSame = (p: unknown, q: unknown): boolean => sameDynamic(p, q, tolerance);
    return x.every((item, i) => isSame(item, y[i])) || (tolerance.isAnyOrder && arePaired(x, y, isSame));
  }
  if (typeof x === 'object' && x !== null) {
    if (typeof y !== 'object' || y === null || Array.isArray(y)) return false;
    const [p, q] = [x as Record<string, unknown>, y as Record<string, unknown>];
    const keys = Object.keys(p);
    return (
      keys.length === Object.keys(q).length &&
      keys.every((key) => Object.hasOwn(q, key) && sameDynamic(p[key], q[key], tolerance))
    );
  }
  if (typeof x === 'number' || typeof y === 'number') return sameNumber(x, y, tolerance);
  return String(x) === String(y) || sameTime(String(x), String(y)) || folded(String(x)) === folded(String(y));
}

/** The same moment or duration, written another way. */
function sameTime(a: string, b: string): boolean {
  if (/^\d{4}-\d/.test(a)) return parseDatetime(a) !== null && near(parseDatetime(a), parseDatetime(b));
  return /\d:\d/.test(a) && parseTimespan(a) !== null && near(parseTimespan(a), parseTimespan(b));
}
