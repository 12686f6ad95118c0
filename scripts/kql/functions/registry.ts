import { comparison } from './comparison.ts';
import { array } from './array.ts';
import { bag } from './bag.ts';
import { dynamic } from './dynamic.ts';
import { rowFunctions, type RowFunction } from './row-columns.ts';
import { series } from './series.ts';
import { seriesFill } from './series-fill.ts';
import { seriesStatistics } from './series-stats.ts';
import { set } from './set.ts';
import { arithmetic } from './arithmetic.ts';
import { conversion } from './conversion.ts';
import { datetime } from './datetime.ts';
import { bits } from './bits.ts';
import { geo } from './geo.ts';
import { hashing } from './hash/hashing.ts';
import { logic } from './logic.ts';
import { math } from './math.ts';
import { membership } from './membership.ts';
import { rounding } from './rounding.ts';
import { timeZones } from './time-zones.ts';
import { types } from './types.ts';
import { encoding } from './encoding.ts';
import { ip, ipInText } from './ip.ts';
import { regex } from './regex.ts';
import { terms } from './terms.ts';
import { text } from './text.ts';
import { textEdit } from './text-edit.ts';
import { textParse } from './text-parse.ts';
import { textSearch } from './text-search.ts';
import { url } from './url.ts';
import type { ScalarFunction, WindowFunction } from './function.ts';
import { window } from './window.ts';

type Family = Readonly<Record<string, ScalarFunction>>;

const families: readonly Family[] = [
  bits,
  geo,
  hashing,
  math,
  membership,
  rounding,
  timeZones,
  types,
  arithmetic,
  comparison,
  conversion,
  datetime,
  logic,
  text,
  textEdit,
  textParse,
  textSearch,
  terms,
  regex,
  url,
  encoding,
  ip,
  ipInText,
  array,
  bag,
  dynamic,
  series,
  seriesFill,
  seriesStatistics,
  set,
];

const functions: ReadonlyMap<string, ScalarFunction> = new Map(
  families.flatMap(Object.entries<ScalarFunction>),
);

/** A scalar function by its name, or an operator by the kind of its node. */
export function findFunction(name: string): ScalarFunction | undefined {
  return functions.get(name);
}

export function findWindowFunction(name: string): WindowFunction | undefined {
  return Object.hasOwn(window, name) ? window[name] : undefined;
}

export function findRowFunction(name: string): RowFunction | undefined {
  return Object.hasOwn(rowFunctions, name) ? rowFunctions[name] : undefined;
}
