/** Functions of arrays. Of a value that is no array they give null, unless the reference says otherwise. */
import { toDynamic } from '../values/convert.ts';
import { Decimal } from '../values/decimal.ts';
import { isArray, Typed, type Dynamic } from '../values/dynamic.ts';
import type { Value } from '../values/scalar.ts';
import { isSameElement } from './array-element.ts';
import { sortArrays } from './array-sort.ts';
import { Refusal, nullable, scalar, type Implementation, type ScalarFunction } from './function.ts';

type List = readonly Dynamic[];

function ofArray(page: string, implementation: (list: List, ...rest: Value[]) => Value): ScalarFunction {
  return scalar(page, (list, ...rest) => (isArray(list) ? implementation(list, ...rest) : null));
}

function rotated(list: List, count: number): List {
  if (list.length === 0) return list;
  const start = ((count % list.length) + list.length) % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

function shifting(page: string, direction: 1 | -1): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize:
      ([, , type]) =>
      (list = null, count = null, fallback = null) => {
        if (!isArray(list) || count === null) return null;
        const by = Number(count) * direction;
        const filler = type === undefined ? emptyElement(list, by) : toDynamic(fallback, type);
        return list.map((_, i) => (i + by >= 0 && i + by < list.length ? (list[i + by] as Dynamic) : filler));
      },
  };
}

/** What takes the place of an element: the empty text among texts, null elsewhere. */
function emptyElement(list: List, shift: number): Dynamic {
  const texts = list.filter((element) => typeof element === 'string').length;
  if (texts === 0 || shift === 0) return null;
  if (texts === list.length) return '';
  throw new Refusal('Shifting an array of texts and other values is not supported.');
}

/** Both ends included; negative positions count from the end. */
function slice(list: List, start: number, end: number): List {
  const [first, last] = [start, end].map((at) => (at < 0 ? at + list.length : at)) as [number, number];
  return list.slice(Math.max(first, 0), Math.max(last + 1, 0));
}

function split(list: List, positions: readonly number[]): List {
  const cuts = positions.map((at) => Math.min(Math.max(at < 0 ? at + list.length : at, 0), list.length));
  if (cuts.some((cut, i) => i > 0 && cut < (cuts[i - 1] as number))) {
    throw new Refusal('array_split at positions that do not ascend is not supported.');
  }
  const ends = [...cuts, list.length];
  return ends.map((end, i) => list.slice(i === 0 ? 0 : ends[i - 1], end));
}

function splitPositions(index: Value | undefined): readonly number[] {
  const positions = isArray(index) ? index : [index];
  return positions.map((position) => {
    if (typeof position === 'number') return position;
    throw new Refusal('array_split at a position that is no whole number is not supported.');
  });
}

/** Nulls do not count; any other value that is no number makes the sum null. */
export function sumOf(list: List): number | null {
  let sum = 0;
  for (const element of list) {
    if (element === null) continue;
    if (element instanceof Decimal) throw new Refusal('The sum of decimals is not supported.');
    if (element instanceof Typed && element.type === 'real') sum += element.value as number;
    else if (typeof element === 'number' || typeof element === 'bigint') sum += Number(element);
    else return null;
  }
  return sum;
}

const indexOf: ScalarFunction = {
  page: 'array-index-of-function',
  specialize:
    ([, type = 'string']) =>
    (list, wanted, start = 0, length = -1, occurrence = 1) => {
      if (!isArray(list)) return null;
      if (Number(occurrence) < 0 || Number(length) < -1) return null;
      const value = toDynamic(wanted ?? null, type);
      const from = Number(start) < 0 ? Math.max(list.length + Number(start), 0) : Number(start);
      const to = Number(length) === -1 ? list.length : Math.min(from + Number(length), list.length);
      let left = Number(occurrence);
      for (let i = from; i < to; i++) if (isSameElement(list[i] as Dynamic, value) && --left <= 0) return i;
      return -1;
    },
};

/** An array gives its own element, any other value itself. */
function branchAt(branch: Dynamic, position: number): Dynamic {
  return isArray(branch) ? (branch[position] ?? null) : branch;
}

/** Conditions that are neither boolean nor number choose null. */
const choose: ScalarFunction = {
  page: 'array-iff-function',
  takesNull: true,
  specialize:
    ([, yesType = 'dynamic', noType = 'dynamic']) =>
    (conditions = null, yes = null, no = null) => {
      if (!isArray(conditions)) return null;
      const [onTrue, onFalse] = [toDynamic(yes, yesType), toDynamic(no, noType)];
      return conditions.map((condition, i) => {
        const test = condition instanceof Typed && condition.type === 'real' ? condition.value : condition;
        if (typeof test !== 'boolean' && typeof test !== 'number' && typeof test !== 'bigint') return null;
        return branchAt(test ? onTrue : onFalse, i);
      });
    },
};

/** Values that are no arrays add nothing. */
const concatenate: Implementation = (...lists) => {
  const arrays = lists.filter(isArray);
  if (arrays.length === 0) throw new Refusal('array_concat without any array is not supported.');
  return arrays.flat(1) as Dynamic;
};

export const array: Readonly<Record<string, ScalarFunction>> = {
  array_concat: nullable('array-concat-function', concatenate),
  array_iff: choose,
  array_iif: choose,
  array_index_of: indexOf,
  array_length: ofArray('array-length-function', (list) => list.length),
  array_reverse: ofArray('array-reverse-function', (list) => list.toReversed()),
  array_rotate_left: ofArray('array-rotate-left-function', (list, count) => rotated(list, Number(count))),
  array_rotate_right: ofArray('array-rotate-right-function', (list, count) => rotated(list, -Number(count))),
  array_shift_left: shifting('array-shift-left-function', 1),
  array_shift_right: shifting('array-shift-right-function', -1),
  array_slice: ofArray('array-slice-function', (list, start, end) => slice(list, Number(start), Number(end))),
  array_sort_asc: sortArrays('array-sort-asc-function', 1),
  array_sort_desc: sortArrays('array-sort-desc-function', -1),
  array_split: ofArray('array-split-function', (list, index) => split(list, splitPositions(index))),
  array_sum: ofArray('array-sum-function', sumOf),
};
