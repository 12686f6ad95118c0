/** Lines and polygons in GeoJSON. Source: Kusto reference, "LineString definition", "Polygon definition". */
import { isArray, isBag, Typed, type Dynamic } from '../../values/dynamic.ts';
import type { Value } from '../../values/scalar.ts';
import { Refusal } from '../function.ts';
import { readCoordinates, toVector, type Coordinates, type Vector } from './vector.ts';

export type Line = readonly Vector[];
/** The shell, and then the holes; the first point of a ring is not repeated at its end. */
export type Polygon = readonly Line[];

function numberIn(value: Dynamic | undefined): number {
  if (value instanceof Typed && value.type === 'real') return value.value as number;
  return typeof value === 'number' ? value : Number.NaN;
}

function readPoints(value: Dynamic | undefined): readonly Coordinates[] | undefined {
  if (!isArray(value)) return undefined;
  if (value.some((point) => isArray(point) && isArray(point[0])))
    throw new Refusal('Coordinates nested deeper than their shape are not supported.');
  const points = value.map((point) =>
    isArray(point) && point.length === 2
      ? readCoordinates(numberIn(point[0]), numberIn(point[1]))
      : undefined,
  );
  return points.includes(undefined) ? undefined : (points as readonly Coordinates[]);
}

function partsOf(value: Value | undefined, single: string): readonly Dynamic[] | undefined {
  if (!isBag(value)) return undefined;
  const { type, coordinates = null } = value;
  if (type === single) return [coordinates];
  return type === `Multi${single}` && isArray(coordinates) && coordinates.length > 0
    ? coordinates
    : undefined;
}

function all<Item>(items: readonly (Item | undefined)[]): readonly Item[] | undefined {
  return items.includes(undefined) ? undefined : (items as readonly Item[]);
}

/** The lines of a LineString or MultiLineString; undefined where it is none. */
export function readLines(value: Value | undefined): readonly Line[] | undefined {
  return partsOf(value, 'LineString') && all(partsOf(value, 'LineString')?.map(readLine) ?? []);
}

function readLine(value: Dynamic): Line | undefined {
  const points = readPoints(value)?.map(toVector);
  if (!points || points.length < 2) return undefined;
  if (points.some((point, i) => i > 0 && point.join() === points[i - 1]?.join()))
    throw new Refusal('A line with the same point twice running is not supported.');
  return points;
}

/** The polygons of a Polygon or MultiPolygon; undefined where a ring is no ring. */
export function readPolygons(value: Value | undefined): readonly Polygon[] | undefined {
  const parts = partsOf(value, 'Polygon');
  return parts && all(parts.map(readPolygon));
}

function readPolygon(value: Dynamic): Polygon | undefined {
  return isArray(value) && value.length > 0 ? all(value.map(readRing)) : undefined;
}

function readRing(value: Dynamic): Line | undefined {
  const points = readPoints(value);
  if (!points || points.length < 4 || points[0]?.join() !== points.at(-1)?.join()) return undefined;
  const ring = points.slice(1);
  if (new Set(ring.map(String)).size < ring.length) return undefined;
  return ring.map(toVector);
}

export type Edge = readonly [Vector, Vector];

export function edgesOfLine(line: Line): readonly Edge[] {
  return line.slice(1).map((point, i) => [line[i] as Vector, point]);
}

export function edgesOfRing(ring: Line): readonly Edge[] {
  return ring.map((point, i) => [ring.at(i - 1) as Vector, point]);
}

/** A point in GeoJSON. */
export function pointShape([longitude, latitude]: Coordinates): Dynamic {
  return { type: 'Point', coordinates: [longitude, latitude].map((value) => new Typed('real', value)) };
}

/** A polygon of one ring in GeoJSON; its first point comes again at the end. */
export function ringShape(ring: readonly Coordinates[]): Dynamic {
  const closed = [...ring, ...ring.slice(0, 1)];
  const coordinates = [closed.map((point) => point.map((value) => new Typed('real', value)))];
  return { type: 'Polygon', coordinates };
}
