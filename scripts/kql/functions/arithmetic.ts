/** The operators of arithmetic. Source: Kusto reference, "Numerical operators", "Datetime / timespan arithmetic". */
import {
  addDecimals,
  divideDecimals,
  moduloDecimals,
  multiplyDecimals,
  negateDecimal,
  subtractDecimals,
  type Decimal,
} from '../values/decimal.ts';
import * as int64 from '../values/int64.ts';
import type { Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { inRange } from '../values/time.ts';
import { Refusal, type Implementation, type ScalarFunction } from './function.ts';
import { decimalFrom, scalarWithin } from './numbers.ts';

interface Operator {
  readonly integers: (a: Int64, b: Int64) => Int64 | null;
  readonly reals: (a: number, b: number) => number;
  readonly decimals: (a: Decimal, b: Decimal) => Decimal | null;
  /** Types of left side, right side and result beside those of numbers. */
  readonly times: readonly `${ScalarType} ${ScalarType} ${ScalarType}`[];
}

const add: Operator = {
  integers: int64.add,
  reals: (a, b) => a + b,
  decimals: addDecimals,
  times: ['datetime timespan datetime', 'timespan datetime datetime', 'timespan timespan timespan'],
};
const subtract: Operator = {
  integers: int64.subtract,
  reals: (a, b) => a - b,
  decimals: subtractDecimals,
  times: ['datetime timespan datetime', 'datetime datetime timespan', 'timespan timespan timespan'],
};
const multiply: Operator = {
  integers: int64.multiply,
  reals: (a, b) => a * b,
  decimals: multiplyDecimals,
  times: [
    'timespan long timespan',
    'timespan real timespan',
    'long timespan timespan',
    'real timespan timespan',
  ],
};
const divide: Operator = {
  integers: int64.divide,
  reals: (a, b) => a / b,
  decimals: divideDecimals,
  times: ['timespan timespan real', 'timespan long timespan', 'timespan real timespan'],
};
const modulo: Operator = {
  integers: (a, b) => (b === 0 ? null : int64.modulo(a, b)),
  reals: (a, b) => ((a % b) + Math.abs(b)) % Math.abs(b),
  decimals: moduloDecimals,
  times: ['timespan timespan timespan'],
};

const wide = (type: ScalarType): ScalarType => (type === 'int' ? 'long' : type);

/** The type of a result; undefined where the operator has none. */
function resultOf({ times }: Operator, left: ScalarType, right: ScalarType): ScalarType | undefined {
  const types = [wide(left), wide(right)];
  if (types.every((type) => type === 'long' || type === 'real'))
    return types.includes('real') ? 'real' : 'long';
  const found = times.find((signature) => signature.startsWith(`${types.join(' ')} `));
  return found?.split(' ')[2] as ScalarType | undefined;
}

function implement(operator: Operator, left: ScalarType, right: ScalarType): Implementation {
  const { integers, reals, decimals } = operator;
  if (left === 'decimal' || right === 'decimal') {
    const [fromLeft, fromRight] = [decimalFrom(left), decimalFrom(right)];
    return (a, b) => decimals(fromLeft(a as Value), fromRight(b as Value));
  }
  const result = resultOf(operator, left, right);
  if (!result) throw new Refusal(`This arithmetic of ${left} and ${right} is not supported.`);
  if (result === 'real') {
    if (left === 'real' && right === 'real') return (a, b) => reals(a as number, b as number);
    return (a, b) => reals(Number(a), Number(b));
  }
  if (left === 'real' || right === 'real') return (a, b) => wholeTicks(reals(Number(a), Number(b)));
  if (result === 'datetime') return (a, b) => inRange(integers(a as Int64, b as Int64) as Int64);
  return (a, b) => integers(a as Int64, b as Int64);
}

function wholeTicks(value: number): Int64 {
  if (Number.isFinite(value)) return int64.toInt64(BigInt(Math.trunc(value)));
  throw new Refusal('A timespan that is not finite is not supported.');
}

/** Of a dynamic value the type of each row decides; the binder has fixed the type of the result. */
function implementDynamic(
  operator: Operator,
  types: readonly ScalarType[],
  result: ScalarType,
): Implementation {
  if (types.every((type) => type === 'dynamic'))
    throw new Refusal('Arithmetic of two dynamic values is not supported.');
  const known = new Map<string, Implementation>();
  return (...args) => {
    const sides = args.map((value, i) =>
      types[i] === 'dynamic' ? scalarWithin(value) : { type: types[i]!, value },
    );
    const [left, right] = sides;
    if (!left || !right) {
      if (args.includes(null)) return null;
      throw new Refusal('Arithmetic of arrays and property bags is not supported.');
    }
    const actual = resultOf(operator, left.type, right.type);
    if (actual !== result && !(result === 'real' && actual === 'long'))
      throw new Refusal(
        `Arithmetic of dynamic values that hold ${left.type} and ${right.type} is not supported.`,
      );
    const key = `${left.type} ${right.type}`;
    let implementation = known.get(key);
    if (!implementation) known.set(key, (implementation = implement(operator, left.type, right.type)));
    const value = implementation(left.value, right.value);
    return result === 'real' && value !== null ? Number(value) : value;
  };
}

function arithmeticOf(operator: Operator): ScalarFunction {
  return {
    page: 'numerical-operators',
    specialize: (types, result) => {
      const [left = 'long', right = 'long'] = types;
      return types.includes('dynamic')
        ? implementDynamic(operator, types, result)
        : implement(operator, left, right);
    },
  };
}

export const arithmetic: Readonly<Record<string, ScalarFunction>> = {
  Add: arithmeticOf(add),
  Subtract: arithmeticOf(subtract),
  Multiply: arithmeticOf(multiply),
  Divide: arithmeticOf(divide),
  Modulo: arithmeticOf(modulo),
  UnaryMinus: {
    page: 'numerical-operators',
    specialize: ([type]) => {
      if (type === 'real') return (a) => -(a as number);
      if (type === 'decimal') return (a) => negateDecimal(a as Decimal);
      if (type === 'dynamic') throw new Refusal('The negative of a dynamic value is not supported.');
      return (a) => int64.negate(a as Int64);
    },
  },
};
