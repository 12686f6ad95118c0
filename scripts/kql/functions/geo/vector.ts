/** Points of the unit sphere as vectors. Angles are in radians, coordinates in degrees. */

/** Metres. The radius of the S2 library; the examples of the reference agree with it to all their digits. */
export const earthRadius = 6_371_010;

export type Vector = readonly [x: number, y: number, z: number];
/** Longitude and latitude. */
export type Coordinates = readonly [longitude: number, latitude: number];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** Coordinates where both are within their ranges. */
export function readCoordinates(longitude: unknown, latitude: unknown): Coordinates | undefined {
  const [x, y] = [Number(longitude), Number(latitude)];
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : undefined;
}

export function toVector([longitude, latitude]: Coordinates): Vector {
  const [phi, theta] = [radians(latitude), radians(longitude)];
  return [Math.cos(phi) * Math.cos(theta), Math.cos(phi) * Math.sin(theta), Math.sin(phi)];
}

export function toCoordinates([x, y, z]: Vector): Coordinates {
  return [degrees(Math.atan2(y, x)), degrees(Math.atan2(z, Math.hypot(x, y)))];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function sum(a: Vector, b: Vector, scale = 1): Vector {
  return [a[0] + scale * b[0], a[1] + scale * b[1], a[2] + scale * b[2]];
}

export function scaled(a: Vector, scale: number): Vector {
  return [a[0] * scale, a[1] * scale, a[2] * scale];
}

export function lengthOf(a: Vector): number {
  return Math.hypot(...a);
}

export function normal(a: Vector): Vector {
  return scaled(a, 1 / lengthOf(a));
}

/** The angle between two vectors; exact for near ones, too. */
export function angle(a: Vector, b: Vector): number {
  return Math.atan2(lengthOf(cross(a, b)), dot(a, b));
}

/** The normal of the great circle through two points, of more digits than their product where they are near. */
export function circleNormal(a: Vector, b: Vector): Vector {
  return normal(cross(sum(b, a), sum(b, a, -1)));
}

/** The point of the edge from `a` to `b` that is nearest to `point`. */
export function nearestOnEdge(point: Vector, a: Vector, b: Vector): Vector {
  const axis = circleNormal(a, b);
  const foot = normal(sum(point, axis, -dot(point, axis)));
  const isBetween = dot(cross(a, foot), axis) >= 0 && dot(cross(foot, b), axis) >= 0;
  if (isBetween) return foot;
  return angle(point, a) <= angle(point, b) ? a : b;
}

/** The point between `a` and `b` at an angle from `a`. */
export function along(a: Vector, b: Vector, distance: number): Vector {
  const across = normal(cross(circleNormal(a, b), a));
  return sum(scaled(a, Math.cos(distance)), across, Math.sin(distance));
}
