/** Geohashes: halvings of longitude and latitude in turn, five to a character. Source: Kusto reference, geo_point_to_geohash. */
import type { Value } from '../../values/scalar.ts';
import { Refusal, scalar, type ScalarFunction } from '../function.ts';
import { pointShape, ringShape } from './shape.ts';
import { readCoordinates } from './vector.ts';

const digits = '0123456789bcdefghjkmnpqrstuvwxyz';
const longest = 18;

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function geohashOf(longitude: number, latitude: number, length: number): string {
  const low: [number, number] = [-180, -90];
  const high: [number, number] = [180, 90];
  const at = [longitude, latitude] as const;
  let text = '';
  for (let bit = 0, digit = 0; text.length < length; bit++) {
    const axis = bit % 2 === 0 ? 0 : 1;
    const middle = (low[axis] + high[axis]) / 2;
    const isHigh = at[axis] >= middle;
    if (isHigh) low[axis] = middle;
    else high[axis] = middle;
    digit = digit * 2 + (isHigh ? 1 : 0);
    if (bit % 5 === 4) {
      text += digits.charAt(digit);
      digit = 0;
    }
  }
  return text;
}

function boxOf(text: string): Box | undefined {
  if (text.length < 1 || text.length > longest) return undefined;
  const low: [number, number] = [-180, -90];
  const high: [number, number] = [180, 90];
  let bit = 0;
  for (const character of text) {
    const digit = digits.indexOf(character.toLowerCase());
    if (digit < 0) return undefined;
    for (let mask = 16; mask > 0; mask >>= 1, bit++) {
      const axis = bit % 2 === 0 ? 0 : 1;
      const middle = (low[axis] + high[axis]) / 2;
      if (digit & mask) low[axis] = middle;
      else high[axis] = middle;
    }
  }
  return { west: low[0], south: low[1], east: high[0], north: high[1] };
}

/** The eight around a cell; the Earth goes on beyond 180 degrees, but not beyond a pole. */
function neighbors(text: string, { west, south, east, north }: Box): readonly string[] {
  const [width, height] = [east - west, north - south];
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  if (y + height > 90 || y - height < -90)
    throw new Refusal('Neighbors of a geohash at a pole are not supported.');
  const steps = [-1, 0, 1];
  const around = steps
    .flatMap((i) => steps.map((j) => [i, j] as const))
    .filter(([i, j]) => i !== 0 || j !== 0);
  return around.map(([i, j]) => {
    const longitude = x + i * width;
    const wrapped = longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
    return geohashOf(wrapped, y + j * height, text.length);
  });
}

function ofCell(page: string, implementation: (box: Box, text: string) => Value): ScalarFunction {
  return scalar(page, (text) => {
    const box = boxOf(String(text));
    return box ? implementation(box, String(text)) : null;
  });
}

export const geohash: Readonly<Record<string, ScalarFunction>> = {
  geo_point_to_geohash: scalar('geo-point-to-geohash-function', (x, y, length = 5) => {
    const [point, count] = [readCoordinates(x, y), Number(length)];
    return point && count >= 1 && count <= longest ? geohashOf(point[0], point[1], count) : '';
  }),
  geo_geohash_to_central_point: ofCell(
    'geo-geohash-to-central-point-function',
    ({ west, south, east, north }) => pointShape([(west + east) / 2, (south + north) / 2]),
  ),
  geo_geohash_to_polygon: ofCell('geo-geohash-to-polygon-function', ({ west, south, east, north }) =>
    ringShape([
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ]),
  ),
  geo_geohash_neighbors: ofCell('geo-geohash-neighbors-function', (box, text) => neighbors(text, box)),
};
