/** Functions that look at types, or choose among values. Source: Kusto reference, the page that each entry names. */
import { compareValues } from '../values/compare.ts';
import { toDynamic, widen } from '../values/convert.ts';
import { isArray, type Dynamic } from '../values/dynamic.ts';
import { add, type Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { hour } from '../values/time.ts';
import { Refusal, scalar, type ScalarFunction } from './function.ts';
import { scalarWithin } from './numbers.ts';

/** The type of what a dynamic value holds; a real goes by another name than a real outside. */
function typeWithin(value: Dynamic): string {
  if (value === null) return 'null';
  const held = scalarWithin(value);
  if (!held) return isArray(value) ? 'array' : 'dictionary';
  return held.type === 'real' ? 'double' : held.type;
}

/** The least or the greatest; null loses against every other value. */
function extreme(page: string, sign: 1 | -1): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize: (types, result) => {
      const widened = types.map((type) => widen(type, result));
      return (...args) => {
        let best: Value = null;
        for (let i = 0; i < args.length; i++) {
          const value = (widened[i] ?? String)(args[i] as Value);
          if (value === null) continue;
          if (Number.isNaN(value) && best !== null && !Number.isNaN(best)) {
            throw new Refusal('The extreme of a number and NaN is not supported.');
          }
          if (best === null || (!Number.isNaN(best) && compareValues(value, best) * sign > 0)) best = value;
        }
        return best;
      };
    },
  };
}

/** Source: reference of `range`. */
const longestRange = 1_048_576;

function rangeOf(types: readonly ScalarType[]): (start: Value, stop: Value, step?: Value) => Dynamic {
  const [from = 'long', to = 'long', by] = types;
  const isTime = from === 'datetime' || from === 'timespan';
  const isFit = isTime
    ? to === from && (by ?? 'timespan') === 'timespan'
    : types.every((type) => type === 'int' || type === 'long' || type === 'real');
  if (!isFit) throw new Refusal(`A range of ${types.join(', ')} is not supported.`);
  const element: ScalarType = isTime ? from : types.includes('real') ? 'real' : 'long';
  return (start, stop, step = isTime ? hour : 1) => {
    if (!((step as Int64) > 0) || (start as Int64) > (stop as Int64)) {
      throw new Refusal('A range that does not rise is not supported.');
    }
    const elements: Dynamic[] = [];
    const plus =
      element === 'real' ? (value: Int64, i: number): Int64 => Number(value) + i * Number(step) : undefined;
    let value = start as Int64;
    for (let i = 1; value <= (stop as Int64) && elements.length < longestRange; i++) {
      elements.push(toDynamic(value, element));
      value = plus ? plus(start as Int64, i) : add(value, step as Int64);
    }
    return elements;
  };
}

export const types: Readonly<Record<string, ScalarFunction>> = {
  gettype: {
    page: 'gettype-function',
    takesNull: true,
    specialize: ([type = 'string']) => {
      if (type === 'dynamic') return (value = null) => typeWithin(value as Dynamic);
      return (value = null) => {
        if (value === null) throw new Refusal(`The type of a ${type} without value is not supported.`);
        return type;
      };
    },
  },
  max_of: extreme('max-of-function', 1),
  min_of: extreme('min-of-function', -1),
  range: { page: 'range-function', specialize: (argTypes) => rangeOf(argTypes) as never },
  /** Sizes in units of 1,024. Whether zeros behind the point are kept is not documented. */
  format_bytes: scalar('format-bytes-function', (size, precision = 0, unit = '') => {
    const bytes = Number(size);
    const names = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
    const largest = Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10);
    const power = unit === '' ? Math.min(largest, 6) : names.indexOf(String(unit));
    const text = power < 0 ? '' : (bytes / 1024 ** power).toFixed(Number(precision));
    const isSure = bytes >= 0 && Number(text) < 1024 && (Number(precision) === 0 || !text.endsWith('0'));
    if (!isSure && !(unit !== '' && power >= 0 && Number(precision) === 0)) {
      throw new Refusal(`The size ${String(size)} as text is not supported.`);
    }
    return `${text} ${names[power]}`;
  }),
};
