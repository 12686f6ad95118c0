/** Filling the gaps of a series: elements that are null, or equal to the placeholder that the call names. */
import { toDynamic } from '../values/convert.ts';
import { isArray, Typed, type Dynamic } from '../values/dynamic.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { isSameElement, numberOf } from './array-element.ts';
import { Refusal, type ScalarFunction } from './function.ts';

type List = readonly Dynamic[];

interface Series {
  readonly list: List;
  readonly isGap: (position: number) => boolean;
}

function seriesOf(name: string, list: Value, placeholder: Dynamic): Series {
  if (!isArray(list)) throw new Refusal(`${name} of a value that is no array is not supported.`);
  if (placeholder !== null && list.includes(null)) {
    throw new Refusal(`${name} with a placeholder in a series with nulls is not supported.`);
  }
  const isGap = (position: number): boolean => {
    const element = list[position] as Dynamic;
    return placeholder === null ? element === null : isSameElement(element, placeholder);
  };
  return { list, isGap };
}

/** `at` is the position of the placeholder among the arguments. */
function filling(
  name: string,
  at: number,
  fill: (series: Series, args: readonly Dynamic[]) => List,
): ScalarFunction {
  return {
    page: `${name.replaceAll('_', '-')}-function`,
    takesNull: true,
    specialize:
      (types: readonly ScalarType[]) =>
      (list = null, ...rest) => {
        if (list === null) return null;
        const args = rest.map((arg, i) => toDynamic(arg, types[i + 1] ?? 'dynamic'));
        return fill(seriesOf(name, list, args[at - 1] ?? null), args);
      },
  };
}

function carry({ list, isGap }: Series, positions: readonly number[]): List {
  const filled = [...list];
  let last: Dynamic | undefined;
  for (const position of positions) {
    if (!isGap(position)) last = list[position] as Dynamic;
    else if (last !== undefined) filled[position] = last;
  }
  return filled;
}

const forward = ({ list }: Series): readonly number[] => list.map((_, i) => i);

/** Straight lines across gaps; at the edges the nearest value, where those are filled. */
function interpolate(series: Series, fillsEdges: boolean, constant: Dynamic): List {
  const { list, isGap } = series;
  const known = forward(series).filter((position) => !isGap(position));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return list.map(() => constant);
  const areWhole = known.every((position) => typeof list[position] === 'number');
  const filled = [...list];
  known.forEach((start, i) => {
    const end = known[i + 1];
    if (end === undefined) return;
    const [from, to] = [numberAt(list, start), numberAt(list, end)];
    for (let position = start + 1; position < end; position++) {
      const value = from + ((to - from) * (position - start)) / (end - start);
      filled[position] = areWhole ? wholeBelow(value) : new Typed('real', value);
    }
  });
  if (fillsEdges) {
    filled.fill(list[first] as Dynamic, 0, first);
    filled.fill(list[last] as Dynamic, last + 1);
  }
  return filled;
}

function numberAt(list: List, position: number): number {
  const value = numberOf(list[position] as Dynamic);
  if (value === undefined)
    throw new Refusal('series_fill_linear of values that are no numbers is not supported.');
  return value;
}

/** The reference shows fractions cut off; of negative values it shows none. */
function wholeBelow(value: number): number {
  if (value < 0 && !Number.isInteger(value))
    throw new Refusal('series_fill_linear of negative whole numbers is not supported.');
  return Math.floor(value);
}

export const seriesFill: Readonly<Record<string, ScalarFunction>> = {
  series_fill_forward: filling('series_fill_forward', 1, (series) => carry(series, forward(series))),
  series_fill_backward: filling('series_fill_backward', 1, (series) =>
    carry(series, forward(series).toReversed()),
  ),
  series_fill_const: filling('series_fill_const', 2, ({ list, isGap }, [constant = null]) =>
    list.map((element, i) => (isGap(i) ? constant : element)),
  ),
  series_fill_linear: filling('series_fill_linear', 1, (series, [, fillsEdges, constant]) =>
    interpolate(series, fillsEdges !== false, constant === undefined ? new Typed('real', 0) : constant),
  ),
};
