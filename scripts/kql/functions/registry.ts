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
import { unitConversions } from './convert-units.ts';
import { conversion } from './conversion.ts';
import { datetime } from './datetime.ts';
import { bits } from './bits.ts';
import { geohash } from './geo/geohash.ts';
import { h3cells } from './geo/h3cell.ts';
import { geoIntersections } from './geo/intersections.ts';
import { geoLines } from './geo/lines.ts';
import { geoPolygons } from './geo/polygons.ts';
import { s2cells } from './geo/s2cell.ts';
import { wkt } from './geo/wkt.ts';
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
  geohash,
  geoIntersections,
  geoLines,
  h3cells,
  geoPolygons,
  s2cells,
  wkt,
  hashing,
  math,
  membership,
  rounding,
  timeZones,
  types,
  arithmetic,
  comparison,
  conversion,
  unitConversions,
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

/** The pages of the reference, by the names that a query calls. Operators have names of their own kind. */
export function functionPages(): ReadonlyMap<string, string> {
  const named = [...functions, ...Object.entries(window), ...Object.entries(rowFunctions)];
  return new Map(
    named
      .filter(([name]) => /^[a-z]\w+$/.test(name) && !hidden.has(name))
      .map(([name, { page }]) => [name, page]),
  );
}

/** What the planner calls, and what answers only where the arguments are invalid. */
const hidden: ReadonlySet<string> = new Set([
  'element',
  'geo_point_to_h3cell',
  'geo_h3cell_neighbors',
  'geo_h3cell_to_central_point',
  'geo_h3cell_to_polygon',
]);

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
