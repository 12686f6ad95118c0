/** Distances on the Earth taken as a sphere. Source: Kusto reference, the page that each entry names. */
import { scalar, Refusal, type ScalarFunction } from './function.ts';
import type { Value } from '../values/scalar.ts';

/** Metres. The radius of the S2 library; the examples of the reference agree with it to all their digits. */
const earthRadius = 6_371_010;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** A point from its coordinates in degrees; undefined where there is none. */
function pointOf(longitude: Value | undefined, latitude: Value | undefined): Point | undefined {
  const [x, y] = [Number(longitude), Number(latitude)];
  return Math.abs(x) <= 180 && Math.abs(y) <= 90
    ? { longitude: radians(x), latitude: radians(y) }
    : undefined;
}

/** The haversine formula: exact for near points, and to 1e-8 for those opposite each other. */
function distance(a: Point, b: Point): number {
  const latitude = Math.sin((b.latitude - a.latitude) / 2) ** 2;
  const longitude = Math.sin((b.longitude - a.longitude) / 2) ** 2;
  const haversine = latitude + Math.cos(a.latitude) * Math.cos(b.latitude) * longitude;
  return 2 * earthRadius * Math.asin(Math.sqrt(Math.min(1, haversine)));
}

export const geo: Readonly<Record<string, ScalarFunction>> = {
  geo_distance_2points: scalar('geo-distance-2points-function', (x1, y1, x2, y2, isSpheroid = false) => {
    if (isSpheroid) throw new Refusal('Distances on a spheroid are not supported.');
    const [from, to] = [pointOf(x1, y1), pointOf(x2, y2)];
    return from && to ? distance(from, to) : null;
  }),
  geo_point_in_circle: scalar('geo-point-in-circle-function', (x, y, centerX, centerY, radius) => {
    const [point, center] = [pointOf(x, y), pointOf(centerX, centerY)];
    if (!point || !center || !(Number(radius) > 0)) return null;
    const apart = distance(point, center);
    if (Math.abs(apart / Number(radius) - 1) < 1e-9)
      throw new Refusal('A point on the edge of a circle is not supported.');
    return apart < Number(radius);
  }),
};
