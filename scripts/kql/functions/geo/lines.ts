/** Functions of points and lines on the Earth taken as a sphere. Source: Kusto reference, the page that each entry names. */
import type { Value } from '../../values/scalar.ts';
import { Refusal, scalar, type ScalarFunction } from '../function.ts';
import { doAnyCross } from './crossing.ts';
import { edgesOfLine, pointShape, readLines, type Edge, type Line } from './shape.ts';
import {
  along,
  angle,
  circleNormal,
  cross,
  dot,
  earthRadius,
  lengthOf,
  nearestOnEdge,
  readCoordinates,
  scaled,
  sum,
  toCoordinates,
  toVector,
  type Vector,
} from './vector.ts';

export function pointOf(longitude: Value | undefined, latitude: Value | undefined): Vector | undefined {
  const coordinates = readCoordinates(longitude, latitude);
  return coordinates && toVector(coordinates);
}

/** Without the last argument, which asks for the spheroid. */
function onSphere(page: string, implementation: (...args: Value[]) => Value, flag: number): ScalarFunction {
  return scalar(page, (...args) => {
    if (args[flag] === true) throw new Refusal('Distances on a spheroid are not supported.');
    return implementation(...args);
  });
}

/** From one direction at a point to another, clockwise as seen from above, in [0, 2 pi). */
function clockwise(at: Vector, from: Vector, to: Vector): number {
  const turned = Math.atan2(-dot(at, cross(from, to)), dot(from, to));
  return turned < 0 ? turned + 2 * Math.PI : turned;
}

/** The direction in which `to` lies, seen from `from`. */
const direction = (from: Vector, to: Vector): Vector => cross(circleNormal(from, to), from);

/** Of points that are the same, or opposite each other, there is no direction. */
const haveDirection = (a: Vector, b: Vector): boolean => lengthOf(cross(a, b)) > 1e-15;

function azimuth(x1?: Value, y1?: Value, x2?: Value, y2?: Value): Value {
  const [from, to] = [pointOf(x1, y1), pointOf(x2, y2)];
  if (!from || !to || !haveDirection(from, to)) return null;
  if (Math.abs(from[2]) === 1) throw new Refusal('geo_azimuth from a pole is not supported.');
  return clockwise(from, direction(from, [0, 0, 1]), direction(from, to));
}

function turn(...[x1, y1, x2, y2, x3, y3]: (Value | undefined)[]): Value {
  const [a, b, c] = [pointOf(x1, y1), pointOf(x2, y2), pointOf(x3, y3)];
  if (!a || !b || !c || !haveDirection(a, b) || !haveDirection(b, c)) return null;
  return clockwise(b, direction(b, a), direction(b, c));
}

export const lengthOfEdges = (edges: readonly Edge[]): number =>
  edges.reduce((total, [a, b]) => total + angle(a, b), 0);

export interface Nearest {
  readonly point: Vector;
  readonly edge: number;
}

export function nearestOf(point: Vector, edges: readonly Edge[]): Nearest {
  const candidates = edges.map(([a, b], edge) => ({ point: nearestOnEdge(point, a, b), edge }));
  return candidates.reduce((best, one) => (angle(point, one.point) < angle(point, best.point) ? one : best));
}

const edgesOfLines = (lines: readonly Line[]): readonly Edge[] => lines.flatMap(edgesOfLine);

function single(lines: readonly Line[]): readonly Edge[] {
  if (lines.length > 1) throw new Refusal('Several lines are not supported here.');
  return edgesOfLines(lines);
}

/** The sum of the edges' middles, each by its length. */
function centroid(edges: readonly Edge[]): Vector {
  return edges
    .map(([a, b]) => scaled(sum(a, b), lengthOf(sum(a, b, -1)) / lengthOf(sum(a, b))))
    .reduce((a, b) => sum(a, b));
}

function interpolate(edges: readonly Edge[], fraction: number): Vector {
  let rest = lengthOfEdges(edges) * fraction;
  for (const [a, b] of edges) {
    const length = angle(a, b);
    if (rest <= length) return along(a, b, rest);
    rest -= length;
  }
  return edges.at(-1)?.[1] as Vector;
}

function ofLines(
  page: string,
  implementation: (lines: readonly Line[], ...rest: Value[]) => Value,
): ScalarFunction {
  return scalar(page, (shape, ...rest) => {
    const lines = readLines(shape);
    return lines ? implementation(lines, ...rest) : null;
  });
}

export const geoLines: Readonly<Record<string, ScalarFunction>> = {
  geo_distance_2points: onSphere(
    'geo-distance-2points-function',
    (x1, y1, x2, y2) => {
      const [from, to] = [pointOf(x1, y1), pointOf(x2, y2)];
      return from && to ? earthRadius * angle(from, to) : null;
    },
    4,
  ),
  geo_azimuth: onSphere('geo-azimuth-function', azimuth, 4),
  geo_angle: onSphere('geo-angle-function', turn, 6),
  geo_point_in_circle: onSphere(
    'geo-point-in-circle-function',
    (x, y, centerX, centerY, radius) => {
      const [point, center] = [pointOf(x, y), pointOf(centerX, centerY)];
      if (!point || !center || !(Number(radius) > 0)) return null;
      const apart = earthRadius * angle(point, center);
      if (Math.abs(apart / Number(radius) - 1) < 1e-9)
        throw new Refusal('A point on the edge of a circle is not supported.');
      return apart < Number(radius);
    },
    5,
  ),
  geo_line_length: ofLines('geo-line-length-function', (lines, isSpheroid = false) => {
    if (isSpheroid === true) throw new Refusal('Lengths on a spheroid are not supported.');
    return earthRadius * lengthOfEdges(edgesOfLines(lines));
  }),
  geo_line_centroid: ofLines('geo-line-centroid-function', (lines) =>
    pointShape(toCoordinates(centroid(edgesOfLines(lines)))),
  ),
  geo_line_interpolate_point: ofLines('geo-line-interpolate-point-function', (lines, fraction = null) => {
    const part = Number(fraction);
    return part >= 0 && part <= 1 ? pointShape(toCoordinates(interpolate(single(lines), part))) : null;
  }),
  geo_line_locate_point: ofLines('geo-line-locate-point-function', (lines, x, y, isSpheroid = false) => {
    if (isSpheroid === true) throw new Refusal('Lengths on a spheroid are not supported.');
    const point = pointOf(x, y);
    if (!point) return null;
    const edges = single(lines);
    const nearest = nearestOf(point, edges);
    const before = lengthOfEdges(edges.slice(0, nearest.edge));
    const within = angle(edges[nearest.edge]?.[0] as Vector, nearest.point);
    return (before + within) / lengthOfEdges(edges);
  }),
  geo_closest_point_on_line: scalar('geo-closest-point-on-line-function', (x, y, shape) => {
    const [point, lines] = [pointOf(x, y), readLines(shape)];
    return point && lines ? pointShape(toCoordinates(nearestOf(point, edgesOfLines(lines)).point)) : null;
  }),
  geo_distance_point_to_line: onSphere(
    'geo-distance-point-to-line-function',
    (x, y, shape) => {
      const [point, lines] = [pointOf(x, y), readLines(shape)];
      return point && lines ? earthRadius * angle(point, nearestOf(point, edgesOfLines(lines)).point) : null;
    },
    3,
  ),
  geo_intersects_2lines: scalar('geo-intersects-2lines-function', (first, second) => {
    const [a, b] = [readLines(first), readLines(second)];
    return a && b ? doAnyCross(edgesOfLines(a), edgesOfLines(b)) : null;
  }),
};
