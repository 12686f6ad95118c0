/**
 * Cells of the S2 library: the faces of a cube around the Earth, quartered up to thirty times, numbered along
 * a Hilbert curve. Source: Kusto reference, geo_point_to_s2cell; s2geometry.io, "S2 cells".
 */
import type { Value } from '../../values/scalar.ts';
import { scalar, type ScalarFunction } from '../function.ts';
import { pointShape, ringShape } from './shape.ts';
import { readCoordinates, toCoordinates, toVector, type Coordinates, type Vector } from './vector.ts';

const deepest = 30;
/** Positions along a side of a face. */
const size = 2 ** deepest;

/** A square of a face: its corner nearest to the face's origin, and the length of its side, in positions. */
interface Cell {
  readonly face: number;
  readonly i: number;
  readonly j: number;
  readonly level: number;
}

const sideOf = (level: number): number => 2 ** (deepest - level);

/** For each direction of the curve the quarters that it goes through, as i * 2 + j, and how it turns there. */
const order: readonly (readonly number[])[] = [
  [0, 1, 3, 2],
  [0, 2, 3, 1],
  [3, 2, 0, 1],
  [3, 1, 0, 2],
];
const turnAt: readonly number[] = [1, 0, 0, 3];

function tokenOf({ face, i, j, level }: Cell): string {
  let direction = face & 1;
  let id = BigInt(face);
  for (let depth = 1; depth <= level; depth++) {
    const side = sideOf(depth);
    const quarter = (Math.floor(i / side) % 2) * 2 + (Math.floor(j / side) % 2);
    const position = (order[direction] as readonly number[]).indexOf(quarter);
    id = id * 4n + BigInt(position);
    direction ^= turnAt[position] as number;
  }
  // A one behind the last bit marks how long the number is.
  const marked = ((id << 1n) | 1n) << BigInt(2 * (deepest - level));
  return marked.toString(16).padStart(16, '0').replace(/0+$/, '');
}

function readToken(token: string): Cell | undefined {
  if (!/^[\da-f]{1,16}$/i.test(token)) return undefined;
  const id = BigInt(`0x${token.padEnd(16, '0')}`);
  const bits = id.toString(2).padStart(64, '0');
  const mark = bits.lastIndexOf('1');
  const [face, level] = [Number.parseInt(bits.slice(0, 3), 2), (mark - 3) / 2];
  if (face > 5 || level < 0 || !Number.isInteger(level)) return undefined;
  let direction = face & 1;
  let [i, j] = [0, 0];
  for (let depth = 1; depth <= level; depth++) {
    const position = Number.parseInt(bits.slice(1 + 2 * depth, 3 + 2 * depth), 2);
    const quarter = (order[direction] as readonly number[])[position] as number;
    i += (quarter >> 1) * sideOf(depth);
    j += (quarter & 1) * sideOf(depth);
    direction ^= turnAt[position] as number;
  }
  return { face, i, j, level };
}

/** From 0..1 along a side to -1..1 on the cube, so that cells are of similar size on the sphere. */
function onCube(s: number): number {
  return s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3;
}

function alongSide(u: number): number {
  return u >= 0 ? 0.5 * Math.sqrt(1 + 3 * u) : 1 - 0.5 * Math.sqrt(1 - 3 * u);
}

function faceToVector(face: number, u: number, v: number): Vector {
  const vectors: readonly Vector[] = [
    [1, u, v],
    [-u, 1, v],
    [-u, -v, 1],
    [-1, -v, -u],
    [v, -1, -u],
    [v, u, -1],
  ];
  return vectors[face] as Vector;
}

function vectorToFace([x, y, z]: Vector): readonly [face: number, u: number, v: number] {
  const [a, b, c] = [Math.abs(x), Math.abs(y), Math.abs(z)];
  const axis = a > b ? (a > c ? 0 : 2) : b > c ? 1 : 2;
  const isFar = ([x, y, z][axis] as number) < 0;
  switch (isFar ? axis + 3 : axis) {
    case 0:
      return [0, y / x, z / x];
    case 1:
      return [1, -x / y, z / y];
    case 2:
      return [2, -x / z, -y / z];
    case 3:
      return [3, z / x, y / x];
    case 4:
      return [4, z / y, -x / y];
    default:
      return [5, -y / z, -x / z];
  }
}

function positionOf(s: number): number {
  return Math.max(0, Math.min(size - 1, Math.floor(s * size)));
}

/** The cell around a position. */
function cellAt(face: number, i: number, j: number, level: number): Cell {
  const side = sideOf(level);
  return { face, i: i - (i % side), j: j - (j % side), level };
}

function cellOf(point: Coordinates, level: number): Cell {
  const [face, u, v] = vectorToFace(toVector(point));
  return cellAt(face, positionOf(alongSide(u)), positionOf(alongSide(v)), level);
}

function corner(face: number, i: number, j: number): Coordinates {
  return toCoordinates(faceToVector(face, onCube(i / size), onCube(j / size)));
}

/** A position that may lie just beyond its face: there the next face goes on. */
function wrapped(face: number, i: number, j: number, level: number): Cell {
  if (i >= 0 && i < size && j >= 0 && j < size) return cellAt(face, i, j, level);
  const clamp = (position: number): number => Math.max(-1, Math.min(size, position));
  const linear = (position: number): number => (2 * clamp(position) + 1) / size - 1;
  const [next, u, v] = vectorToFace(faceToVector(face, linear(i), linear(j)));
  return cellAt(next, positionOf((u + 1) / 2), positionOf((v + 1) / 2), level);
}

/** All cells of the same level that share a corner with one: eight, or seven at a corner of the cube. */
function neighbors({ face, i, j, level }: Cell): readonly string[] {
  const side = sideOf(level);
  const half = Math.floor(side / 2);
  const steps = [-1, 0, 1];
  const tokens = steps.flatMap((a) =>
    steps.map((b) => tokenOf(wrapped(face, i + half + a * side, j + half + b * side, level))),
  );
  const own = tokenOf({ face, i, j, level });
  return [...new Set(tokens)].filter((token) => token !== own);
}

function ofCell(page: string, implementation: (cell: Cell) => Value): ScalarFunction {
  return scalar(page, (token) => {
    const cell = readToken(String(token));
    return cell ? implementation(cell) : null;
  });
}

export const s2cells: Readonly<Record<string, ScalarFunction>> = {
  geo_point_to_s2cell: scalar('geo-point-to-s2cell-function', (x, y, level = 11) => {
    const [point, depth] = [readCoordinates(x, y), Number(level)];
    return point && depth >= 0 && depth <= deepest ? tokenOf(cellOf(point, depth)) : '';
  }),
  geo_s2cell_to_central_point: ofCell('geo-s2cell-to-central-point-function', ({ face, i, j, level }) => {
    const half = sideOf(level) / 2;
    return pointShape(corner(face, i + half, j + half));
  }),
  geo_s2cell_to_polygon: ofCell('geo-s2cell-to-polygon-function', ({ face, i, j, level }) => {
    const side = sideOf(level);
    return ringShape([
      corner(face, i, j),
      corner(face, i + side, j),
      corner(face, i + side, j + side),
      corner(face, i, j + side),
    ]);
  }),
  geo_s2cell_neighbors: ofCell('geo-s2cell-neighbors-function', neighbors),
};
