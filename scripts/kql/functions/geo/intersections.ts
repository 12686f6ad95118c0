/** What lines have in common with lines and polygons. Source: Kusto reference, the page that each entry names. */
import { Typed, type Dynamic } from '../../values/dynamic.ts';
import { Refusal, scalar, type ScalarFunction } from '../function.ts';
import { doCross, isInside } from './crossing.ts';
import {
  edgesOfLine,
  edgesOfRing,
  pointShape,
  readLines,
  readPolygons,
  type Edge,
  type Line,
  type Polygon,
} from './shape.ts';
import { angle, cross, dot, normal, scaled, sum, toCoordinates, type Vector } from './vector.ts';

const nothing: Dynamic = { type: 'GeometryCollection', geometries: [] };

/** Where two edges cross. */
function meeting([a, b]: Edge, [c, d]: Edge): Vector {
  const point = normal(cross(cross(sum(b, a), sum(b, a, -1)), cross(sum(d, c), sum(d, c, -1))));
  return dot(point, sum(sum(a, b), sum(c, d))) > 0 ? point : scaled(point, -1);
}

function meetings(edge: Edge, others: readonly Edge[]): readonly Vector[] {
  return others.filter((other) => doCross(edge, other)).map((other) => meeting(edge, other));
}

function lineShape(lines: readonly Line[]): Dynamic {
  const written = lines.map((line) =>
    line.map((point) => toCoordinates(point).map((value) => new Typed('real', value))),
  );
  if (written.length === 0) return nothing;
  return written.length === 1
    ? { type: 'LineString', coordinates: written[0] as Dynamic }
    : { type: 'MultiLineString', coordinates: written };
}

/** The pieces of a line that lie within a polygon: it goes in or out wherever it crosses an edge. */
function piecesWithin(line: Line, polygon: Polygon): readonly Line[] {
  const edges = polygon.flatMap(edgesOfRing);
  const pieces: Line[] = [];
  let open: Vector[] | undefined = isInside(line[0] as Vector, polygon) ? [line[0] as Vector] : undefined;
  for (const edge of edgesOfLine(line)) {
    const [from, to] = edge;
    const crossings = meetings(edge, edges).toSorted((a, b) => angle(from, a) - angle(from, b));
    for (const point of crossings) {
      if (open) pieces.push([...open, point]);
      open = open ? undefined : [point];
    }
    open?.push(to);
  }
  return open ? [...pieces, open] : pieces;
}

export const geoIntersections: Readonly<Record<string, ScalarFunction>> = {
  geo_intersection_2lines: scalar('geo-intersection-2lines-function', (first, second) => {
    const [a, b] = [readLines(first), readLines(second)];
    if (!a || !b) return null;
    const others = b.flatMap(edgesOfLine);
    const found = a.flatMap(edgesOfLine).flatMap((edge) => meetings(edge, others));
    if (found.length > 1) throw new Refusal('Lines that cross several times are not supported.');
    return found[0] ? pointShape(toCoordinates(found[0])) : nothing;
  }),
  geo_intersection_line_with_polygon: scalar('geo-intersection-line-with-polygon-function', (line, shape) => {
    const [lines, polygons] = [readLines(line), readPolygons(shape)];
    if (!lines || !polygons) return null;
    const [only] = lines;
    const [polygon] = polygons;
    if (lines.length > 1 || polygons.length > 1 || !only || !polygon)
      throw new Refusal('geo_intersection_line_with_polygon of several shapes is not supported.');
    return lineShape(piecesWithin(only, polygon));
  }),
};
