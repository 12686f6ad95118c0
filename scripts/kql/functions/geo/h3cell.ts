/**
 * Cells of the H3 grid as far as their ids tell: level, parents and children. Where on the Earth a cell lies
 * is not known here. Source: Kusto reference, the page that each entry names; h3geo.org, "H3 index".
 */
import type { Value } from '../../values/scalar.ts';
import { Refusal, scalar, type ScalarFunction } from '../function.ts';
import { readCoordinates } from './vector.ts';

const deepest = 15;
const lastBase = 121;
/** Base cells that are pentagons: they have no cells in direction 1. */
const pentagons: ReadonlySet<number> = new Set([4, 14, 24, 38, 49, 58, 63, 72, 83, 97, 107, 117]);

interface H3Cell {
  readonly base: number;
  /** The direction at each level, 0 to 6. */
  readonly digits: readonly number[];
}

/** Bits of the id from the left: 0, mode (4), nothing (3), level (4), base cell (7), fifteen digits of 3. */
function readCell(token: string): H3Cell | undefined {
  if (!/^[\da-f]{15}$/i.test(token)) return undefined;
  const bits = BigInt(`0x${token}`).toString(2).padStart(64, '0');
  const field = (start: number, length: number): number =>
    Number.parseInt(bits.slice(start, start + length), 2);
  const [level, base] = [field(8, 4), field(12, 7)];
  const all = Array.from({ length: deepest }, (_, i) => field(19 + 3 * i, 3));
  const digits = all.slice(0, level);
  const isWhole = digits.every((digit) => digit < 7) && all.slice(level).every((digit) => digit === 7);
  if (field(0, 1) !== 0 || field(1, 4) !== 1 || field(5, 3) !== 0 || base > lastBase || !isWhole)
    return undefined;
  const first = digits.find((digit) => digit > 0);
  return pentagons.has(base) && first === 1 ? undefined : { base, digits };
}

function tokenOf({ base, digits }: H3Cell): string {
  const padded = [...digits, ...Array.from({ length: deepest - digits.length }, () => 7)];
  const bits = [
    '00001000',
    digits.length.toString(2).padStart(4, '0'),
    base.toString(2).padStart(7, '0'),
    ...padded.map((digit) => digit.toString(2).padStart(3, '0')),
  ].join('');
  return BigInt(`0b${bits}`).toString(16);
}

/** A difference of levels above this is an error of Kusto's. */
const mostLevels = 5;

function children(cell: H3Cell, level: number): Value {
  const levels = level - cell.digits.length;
  if (!(levels > 0) || level > deepest) return null;
  if (levels > mostLevels) throw new Refusal('So many levels of H3 cells are not supported.');
  let cells: readonly H3Cell[] = [cell];
  for (let i = 0; i < levels; i++) {
    cells = cells.flatMap(({ base, digits }) =>
      [0, 1, 2, 3, 4, 5, 6]
        .filter((digit) => digit !== 1 || !pentagons.has(base) || digits.some((earlier) => earlier > 0))
        .map((digit) => ({ base, digits: [...digits, digit] })),
    );
  }
  return cells.map(tokenOf);
}

function ofCell(
  page: string,
  implementation: (cell: H3Cell, level?: Value) => Value,
  none: Value = null,
): ScalarFunction {
  return scalar(page, (token, level) => {
    const cell = readCell(String(token));
    return cell ? implementation(cell, level) : none;
  });
}

function refused(name: string): ScalarFunction {
  return ofCell(`${name.replaceAll('_', '-')}-function`, () => {
    throw new Refusal(`${name} is not supported.`);
  });
}

export const h3cells: Readonly<Record<string, ScalarFunction>> = {
  geo_point_to_h3cell: scalar('geo-point-to-h3cell-function', (x, y, level = 6) => {
    if (!readCoordinates(x, y) || !(Number(level) >= 0 && Number(level) <= deepest)) return '';
    throw new Refusal('geo_point_to_h3cell is not supported.');
  }),
  geo_h3cell_level: ofCell('geo-h3cell-level-function', ({ digits }) => digits.length),
  geo_h3cell_parent: ofCell(
    'geo-h3cell-parent-function',
    ({ base, digits }, level = digits.length - 1) => {
      const isAbove = Number(level) >= 0 && Number(level) < digits.length;
      return isAbove ? tokenOf({ base, digits: digits.slice(0, Number(level)) }) : '';
    },
    '',
  ),
  geo_h3cell_children: ofCell('geo-h3cell-children-function', (cell, level = cell.digits.length + 1) =>
    children(cell, Number(level)),
  ),
  geo_h3cell_neighbors: refused('geo_h3cell_neighbors'),
  geo_h3cell_to_central_point: refused('geo_h3cell_to_central_point'),
  geo_h3cell_to_polygon: refused('geo_h3cell_to_polygon'),
};
