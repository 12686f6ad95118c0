/** Rounding and sizes of numbers and times. Source: Kusto reference, the page that each entry names. */
import { Decimal, floorDecimal, negateDecimal } from '../values/decimal.ts';
import * as int64 from '../values/int64.ts';
import type { Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { firstDatetime, inRange } from '../values/time.ts';
import { Refusal, type Implementation, type ScalarFunction } from './function.ts';
import { decimalFrom } from './numbers.ts';

const isWhole = (type: ScalarType | undefined): boolean => type === 'int' || type === 'long';

/** Bins of datetimes begin with the first datetime there is; how far that shifts them is worked out once a step. */
function datetimeBins(): (value: Int64, step: Int64) => Int64 | null {
  let [known, shift]: [Int64, Int64] = [0, 0];
  return (value, step) => {
    if (step <= 0) return null;
    if (step !== known) [known, shift] = [step, int64.modulo(firstDatetime, step)];
    return int64.subtract(value, int64.modulo(int64.subtract(value, shift), step));
  };
}

function binReal(value: number, step: number): number | null {
  return step <= 0 ? null : Math.floor(value / step) * step;
}

const bin: ScalarFunction = {
  page: 'bin-function',
  specialize: (types) => {
    const [type = 'long', by = 'long'] = types;
    if (type === 'datetime' && by === 'timespan') return datetimeBins() as Implementation;
    if (types.includes('decimal')) {
      const [first, second] = [decimalFrom(type), decimalFrom(by)];
      return (value, step) => floorDecimal(first(value as Value), second(step as Value));
    }
    if ((isWhole(type) && isWhole(by)) || (type === 'timespan' && by === 'timespan')) {
      return (value, step) => int64.floorTo(value as Int64, step as Int64);
    }
    if (!types.every((each) => isWhole(each) || each === 'real')) throw refusal('Bins', types);
    return (value, step) => binReal(Number(value), Number(step));
  },
};

const binAt: ScalarFunction = {
  page: 'bin-at-function',
  specialize: (types) => {
    const [type, by, at] = types;
    const isTime = (type === 'datetime' || type === 'timespan') && by === 'timespan' && at === type;
    if (isTime || types.every(isWhole)) {
      return (value, step, fixed) => {
        const floor = int64.floorTo(int64.subtract(value as Int64, fixed as Int64), step as Int64);
        if (floor === null) return null;
        const moved = int64.add(floor, fixed as Int64);
        return type === 'datetime' ? inRange(moved) : moved;
      };
    }
    if (!types.every((each) => isWhole(each) || each === 'real')) throw refusal('Bins', types);
    return (value, step, fixed) => {
      const floor = binReal(Number(value) - Number(fixed), Number(step));
      return floor === null ? null : floor + Number(fixed);
    };
  },
};

/** Scales, rounds and scales back. Which way an even number and a half goes is not documented. */
function roundReal(value: number, places: number): number {
  const scale = 10 ** Math.abs(places);
  const scaled = places < 0 ? value / scale : value * scale;
  if (!Number.isFinite(scaled)) return value;
  const low = Math.floor(scaled);
  if (scaled - low === 0.5 && low % 2 === (value < 0 ? -1 : 0)) {
    throw new Refusal(`Rounding ${value}, which lies half-way, is not supported.`);
  }
  const whole = Math.sign(scaled) * Math.round(Math.abs(scaled));
  return (places < 0 ? whole * scale : whole / scale) + 0;
}

const round: ScalarFunction = {
  page: 'round-function',
  specialize: ([type]): Implementation => {
    if (isWhole(type)) {
      return (value, places = 0) => {
        if ((places as Int64) >= 0) return value as Value;
        if (typeof value !== 'number') throw new Refusal('Rounding a long beyond 2^53 is not supported.');
        return roundReal(value, Number(places));
      };
    }
    if (type !== 'real') throw refusal('Rounding', [type ?? 'dynamic']);
    return (value, places = 0) => roundReal(value as number, Number(places));
  },
};

const one = new Decimal(1n, 0);

export const rounding: Readonly<Record<string, ScalarFunction>> = {
  bin,
  floor: bin,
  bin_at: binAt,
  round,
  ceiling: {
    page: 'ceiling-function',
    specialize: ([type]) => {
      if (isWhole(type)) return (value) => value as Value;
      if (type === 'real') return (value) => Math.ceil(value as number) + 0;
      if (type !== 'decimal') throw refusal('Rounding up', [type ?? 'dynamic']);
      return (value) => negateDecimal(floorDecimal(negateDecimal(value as Decimal), one) as Decimal);
    },
  },
  abs: {
    page: 'abs-function',
    specialize: ([type]) => {
      if (type === 'real') return (value) => Math.abs(value as number);
      if (type === 'decimal')
        return (value) =>
          (value as Decimal).digits < 0n ? negateDecimal(value as Decimal) : (value as Decimal);
      if (type === 'dynamic') throw refusal('The size', ['dynamic']);
      return (value) => ((value as Int64) < 0 ? int64.negate(value as Int64) : (value as Int64));
    },
  },
  sign: {
    page: 'sign-function',
    specialize: ([type]) => {
      if (type === 'decimal')
        return (value) => Number((value as Decimal).digits > 0n) - Number((value as Decimal).digits < 0n);
      return (value) => Math.sign(Number(value)) + 0;
    },
  },
  /** Whether a value lies within a distance of another. */
  around: {
    page: 'around-function',
    specialize: (types) => {
      const [type, center, delta] = types;
      const isTime = (type === 'datetime' || type === 'timespan') && center === type && delta === 'timespan';
      if (!isTime && !types.every(isWhole)) throw refusal('Distances', types);
      return (value, middle, distance) => {
        const apart = int64.subtract(value as Int64, middle as Int64);
        return apart <= (distance as Int64) && apart >= int64.negate(distance as Int64);
      };
    },
  },
};

function refusal(what: string, types: readonly ScalarType[]): Refusal {
  return new Refusal(`${what} of ${types.join(' and ')} is not supported.`);
}
