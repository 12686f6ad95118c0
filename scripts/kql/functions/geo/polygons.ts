/** Functions of polygons on the Earth taken as a sphere. Source: Kusto reference, the page that each entry names. */
import type { Value } from '../../values/scalar.ts';
import { Refusal, scalar, type ScalarFunction } from '../function.ts';
import { doAnyCross, isInside } from './crossing.ts';
import { lengthOfEdges, nearestOf, pointOf } from './lines.ts';
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
import { angle, cross, dot, earthRadius, scaled, sum, toCoordinates, type Vector } from './vector.ts';

const edgesOf = (polygons: readonly Polygon[]): readonly Edge[] => polygons.flat().flatMap(edgesOfRing);

/** Whether a polygon has a corner, and so all of itself, within another; their edges do not cross. */
const liesIn = (one: Polygon, other: Polygon): boolean => {
  const corner = one[0]?.[0];
  return corner !== undefined && isInside(corner, other);
};

function doMeet(one: Polygon, other: Polygon): boolean {
  return doAnyCross(edgesOf([one]), edgesOf([other])) || liesIn(one, other) || liesIn(other, one);
}

/** What is said of several polygons is said of their union: here only where they lie apart. */
function requireApart(polygons: readonly Polygon[]): void {
  polygons.forEach((one, i) => {
    if (polygons.slice(i + 1).some((other) => doMeet(one, other)))
      throw new Refusal('Polygons that meet are not supported here.');
  });
}

/** Triangles that make up a ring, each with its first corner. */
function triangles(ring: Line): readonly (readonly [Vector, Vector, Vector])[] {
  const [a] = ring;
  return a ? ring.slice(2).map((c, i) => [a, ring[i + 1] as Vector, c] as const) : [];
}

/** The spherical excess, negative where the corners go clockwise. Source: Van Oosterom and Strackee. */
function excess(a: Vector, b: Vector, c: Vector): number {
  return 2 * Math.atan2(dot(a, cross(b, c)), 1 + dot(a, b) + dot(b, c) + dot(c, a));
}

const signedArea = (ring: Line): number =>
  triangles(ring).reduce((total, [a, b, c]) => total + excess(a, b, c), 0);

function areaOf([shell = [], ...holes]: Polygon): number {
  return holes.reduce((rest, hole) => rest - Math.abs(signedArea(hole)), Math.abs(signedArea(shell)));
}

/** Half an edge's angle along the normal of its circle. */
function ofEdge(u: Vector, v: Vector): Vector {
  const across = cross(u, v);
  const wide = Math.hypot(...across);
  return wide === 0 ? [0, 0, 0] : scaled(across, angle(u, v) / wide / 2);
}

/** The integral of the position over a triangle: half the sum of its edges' angles times their normals. */
function moment(a: Vector, b: Vector, c: Vector): Vector {
  return sum(sum(ofEdge(a, b), ofEdge(b, c)), ofEdge(c, a));
}

function momentOf(ring: Line): Vector {
  const whole = triangles(ring).reduce<Vector>((total, [a, b, c]) => sum(total, moment(a, b, c)), [0, 0, 0]);
  return scaled(whole, Math.sign(signedArea(ring)));
}

function centroidOf(polygons: readonly Polygon[]): Vector {
  return polygons.reduce<Vector>(
    (total, [shell = [], ...holes]) => {
      const rest = holes.reduce<Vector>((sumOfHoles, hole) => sum(sumOfHoles, momentOf(hole)), [0, 0, 0]);
      return sum(sum(total, momentOf(shell)), rest, -1);
    },
    [0, 0, 0],
  );
}

function ofPolygons(
  page: string,
  implementation: (polygons: readonly Polygon[], ...rest: Value[]) => Value,
): ScalarFunction {
  return scalar(page, (shape, ...rest) => {
    const polygons = readPolygons(shape);
    return polygons ? implementation(polygons, ...rest) : null;
  });
}

function ofPoint(
  page: string,
  implementation: (point: Vector, polygons: readonly Polygon[]) => Value,
): ScalarFunction {
  return scalar(page, (x, y, shape, isSpheroid = false) => {
    if (isSpheroid === true) throw new Refusal('Distances on a spheroid are not supported.');
    const [point, polygons] = [pointOf(x, y), readPolygons(shape)];
    return point && polygons ? implementation(point, polygons) : null;
  });
}

const isInAny = (point: Vector, polygons: readonly Polygon[]): boolean =>
  polygons.some((polygon) => isInside(point, polygon));

export const geoPolygons: Readonly<Record<string, ScalarFunction>> = {
  geo_point_in_polygon: ofPoint('geo-point-in-polygon-function', isInAny),
  geo_distance_point_to_polygon: ofPoint('geo-distance-point-to-polygon-function', (point, polygons) =>
    isInAny(point, polygons) ? 0 : earthRadius * angle(point, nearestOf(point, edgesOf(polygons)).point),
  ),
  geo_closest_point_on_polygon: ofPoint('geo-closest-point-on-polygon-function', (point, polygons) => {
    if (isInAny(point, polygons))
      throw new Refusal('geo_closest_point_on_polygon from within is not supported.');
    return pointShape(toCoordinates(nearestOf(point, edgesOf(polygons)).point));
  }),
  geo_polygon_area: ofPolygons('geo-polygon-area-function', (polygons) => {
    requireApart(polygons);
    return earthRadius ** 2 * polygons.reduce((total, polygon) => total + areaOf(polygon), 0);
  }),
  geo_polygon_perimeter: ofPolygons('geo-polygon-perimeter-function', (polygons) => {
    requireApart(polygons);
    return earthRadius * lengthOfEdges(edgesOf(polygons));
  }),
  geo_polygon_centroid: ofPolygons('geo-polygon-centroid-function', (polygons) => {
    requireApart(polygons);
    return pointShape(toCoordinates(centroidOf(polygons)));
  }),
  geo_intersects_2polygons: scalar('geo-intersects-2polygons-function', (first, second) => {
    const [a, b] = [readPolygons(first), readPolygons(second)];
    return a && b ? a.some((one) => b.some((other) => doMeet(one, other))) : null;
  }),
  geo_intersects_line_with_polygon: scalar('geo-intersects-line-with-polygon-function', (line, shape) => {
    const [lines, polygons] = [readLines(line), readPolygons(shape)];
    if (!lines || !polygons) return null;
    return lines.some(
      (one) => doAnyCross(edgesOfLine(one), edgesOf(polygons)) || isInAny(one[0] as Vector, polygons),
    );
  }),
};
