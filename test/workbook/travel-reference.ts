import type { ResultRow } from '../../scripts/workbook-run/result.ts';
import { addressOf, countryOf, isoTime, outcomeOf, type Deed } from './deed.ts';

/** Kilometres from the centre of the earth to its surface, of a sphere. */
const radius = 6371;

/** Kilometres between two places, by the angle between the lines from the centre of the earth to them. */
export function distanceBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const [left, right] = [vectorOf(a), vectorOf(b)];
  const dot = left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
  const cross = [
    left[1] * right[2] - left[2] * right[1],
    left[2] * right[0] - left[0] * right[2],
    left[0] * right[1] - left[1] * right[0],
  ];
  return radius * Math.atan2(Math.hypot(...cross), dot);
}

function vectorOf([latitude, longitude]: readonly [number, number]): readonly [number, number, number] {
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** Successful sign-ins of one person that say where they were, each with the way from the one before. */
export function journeysOf(signIns: readonly Deed[]): ResultRow[] {
  const placed = signIns
    .filter((deed) => outcomeOf(deed) === 'success' && placeOf(deed) !== undefined)
    .sort((a, b) => keyOf(a) - keyOf(b) || (a.event.uuid < b.event.uuid ? -1 : 1));
  return placed.map((deed, i) => {
    const before = placed[i - 1];
    const [from, to] = [before && placeOf(before), placeOf(deed)];
    const km = from && to ? distanceBetween(from, to) : undefined;
    const hours = before === undefined ? undefined : (keyOf(deed) - keyOf(before)) / 36_000_000_000;
    return {
      Time: isoTime(deed.at),
      IP: addressOf(deed),
      Country: countryOf(deed),
      City: deed.event.location?.city ?? '',
      Distance: km === undefined ? null : rounded(km, 1),
      Hours: hours === undefined ? null : rounded(hours, 2),
      Speed: km === undefined || !hours ? null : rounded(km / hours, 0),
      Note: km !== undefined && hours !== undefined && km > 900 * hours ? 'over 900 km/h' : '',
    };
  });
}

/** Time to 100 ns. */
function keyOf({ at, event }: Deed): number {
  const digits = /\.\d{3}(\d{4})/.exec(event.timestamp)?.[1] ?? '0';
  return at * 10_000 + Number(digits);
}

function placeOf({ event }: Deed): readonly [number, number] | undefined {
  const { latitude, longitude } = event.location ?? {};
  return latitude === undefined || longitude === undefined ? undefined : [latitude, longitude];
}

function rounded(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
