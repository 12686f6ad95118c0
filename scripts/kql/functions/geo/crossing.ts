/** Whether edges cross, and whether a point lies within a polygon. */
import { Refusal } from '../function.ts';
import { edgesOfRing, type Edge, type Line, type Polygon } from './shape.ts';
import { angle, cross, dot, nearestOnEdge, sum, type Vector } from './vector.ts';

/** Nearer than this, about 6 mm, which side a point is on depends on how somebody rounds. */
const tooNear = 1e-9;

function sideOf(point: Vector, [a, b]: Edge): number {
  return dot(cross(sum(b, a), sum(b, a, -1)), point);
}

/** Whether two edges share a point. */
export function doCross(first: Edge, second: Edge): boolean {
  const [a, b] = first;
  const [c, d] = second;
  const gap = Math.min(
    ...[a, b].map((point) => angle(point, nearestOnEdge(point, c, d))),
    ...[c, d].map((point) => angle(point, nearestOnEdge(point, a, b))),
  );
  if (gap < tooNear) throw new Refusal('Shapes that touch are not supported.');
  const sides = [sideOf(c, first), sideOf(d, first), sideOf(a, second), sideOf(b, second)] as const;
  if (sides[0] * sides[1] >= 0 || sides[2] * sides[3] >= 0) return false;
  // The great circles meet twice; the edges where both are on the same half of the sphere.
  return dot(sum(a, b), sum(c, d)) > 0;
}

export function doAnyCross(first: readonly Edge[], second: readonly Edge[]): boolean {
  return first.some((edge) => second.some((other) => doCross(edge, other)));
}

/** How often a ring goes round a point: the sum of the angles under which its edges are seen. */
function turns(point: Vector, ring: Line): number {
  let total = 0;
  for (const [a, b] of edgesOfRing(ring)) {
    const [u, v] = [sum(a, point, -dot(a, point)), sum(b, point, -dot(b, point))];
    total += Math.atan2(dot(point, cross(u, v)), dot(u, v));
  }
  return Math.round(total / (2 * Math.PI));
}

/** The smaller of the two regions of a ring counts. */
function isInRing(point: Vector, ring: Line): boolean {
  const centre = ring.reduce((a, b) => sum(a, b));
  if (ring.some((corner) => dot(corner, centre) <= 0))
    throw new Refusal('A polygon as large as this is not supported.');
  if (dot(point, centre) <= 0) return false;
  for (const [a, b] of edgesOfRing(ring)) {
    if (angle(point, nearestOnEdge(point, a, b)) < tooNear)
      throw new Refusal('A point on the edge of a polygon is not supported.');
  }
  return turns(point, ring) !== 0;
}

export function isInside(point: Vector, [shell = [], ...holes]: Polygon): boolean {
  return isInRing(point, shell) && !holes.some((hole) => isInRing(point, hole));
}
