/** Comparison operators, ranges and lists. Source: Kusto reference, "Null values" for what null gives. */
import { textOfValue } from '../values/convert.ts';
import { add, type Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { compareDynamic } from './comparison-dynamic.ts';
import { comparisonFilter } from './comparison-rows.ts';
import { Refusal, type Implementation, type ScalarFunction } from './function.ts';
import { scalarOrder, type Order } from './order.ts';
import { foldCase } from './text-case.ts';

/** Order of two values that are not null. */
function orderOf(left: ScalarType, right: ScalarType): Order {
  return left === 'dynamic' || right === 'dynamic' ? compareDynamic(left, right) : scalarOrder(left, right);
}

type Decide = (order: number) => boolean;
type Test = (a: Value, b: Value) => Value;

/** `plain` is the operator of JavaScript, which does for sides of one type whose values it can compare. */
function operator(decide: Decide, plain: Test, ofNull: Test = () => null): ScalarFunction {
  return {
    page: 'scalar-data-types/null-values',
    takesNull: true,
    specialize: ([left = 'string', right = 'string']) => {
      if (left === right && left !== 'decimal' && left !== 'dynamic') {
        return (a = null, b = null) => (a === null || b === null ? ofNull(a, b) : plain(a, b));
      }
      const order = orderOf(left, right);
      return (a = null, b = null) =>
        a === null || b === null ? ofNull(a, b) : decide(order(a, b) ?? Number.NaN);
    },
  };
}

const equal = operator(
  (order) => order === 0,
  (a, b) => a === b,
  (a, b) => (a === b ? null : false),
);
const notEqual = operator(
  (order) => order !== 0,
  (a, b) => a !== b,
  (a, b) => (a === b ? null : true),
);

/** Text without regard to case. */
function ignoringCase(isEqual: boolean): ScalarFunction {
  return {
    page: 'equals-operator',
    specialize: (types) => {
      if (types.some((type) => type !== 'string' && type !== 'dynamic')) {
        throw new Refusal(`Comparing ${types.join(' with ')} without regard to case is not supported.`);
      }
      const [left = 'string', right = 'string'] = types;
      return (a = null, b = null) => {
        const isSame = a === b || foldCase(textOfValue(a, left)) === foldCase(textOfValue(b, right));
        if (isSame && (typeof a !== 'string' || typeof b !== 'string')) {
          throw new Refusal(
            'Comparing a dynamic value that is no text without regard to case is not supported.',
          );
        }
        return isSame === isEqual;
      };
    },
  };
}

/** Whether both are true; false wins over null. */
function both(a: Value, b: Value): Value {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** A range of datetimes may end with a timespan, counted from its start. */
function between(types: readonly ScalarType[]): Implementation {
  const [type = 'long', first = 'long', last = 'long'] = types;
  const isSpan = first === 'datetime' && last === 'timespan';
  const [fromFirst, toLast] = [orderOf(type, first), orderOf(type, isSpan ? first : last)];
  return (value = null, start = null, end = null) => {
    if (value === null) return null;
    const stop =
      isSpan && start !== null && end !== null ? add(start as Int64, end as Int64) : isSpan ? null : end;
    return both(
      start === null ? null : (fromFirst(value, start) ?? Number.NaN) >= 0,
      stop === null ? null : (toLast(value, stop) ?? Number.NaN) <= 0,
    );
  };
}

function withFilter(name: string, decide: Decide, plain: Test): ScalarFunction {
  return { ...operator(decide, plain), rowFilter: comparisonFilter(name) };
}

export const comparison: Readonly<Record<string, ScalarFunction>> = {
  Equal: equal,
  NotEqual: notEqual,
  LessThan: withFilter(
    'LessThan',
    (order) => order < 0,
    (a, b) => (a as number) < (b as number),
  ),
  LessThanOrEqual: withFilter(
    'LessThanOrEqual',
    (order) => order <= 0,
    (a, b) => (a as number) <= (b as number),
  ),
  GreaterThan: withFilter(
    'GreaterThan',
    (order) => order > 0,
    (a, b) => (a as number) > (b as number),
  ),
  GreaterThanOrEqual: withFilter(
    'GreaterThanOrEqual',
    (order) => order >= 0,
    (a, b) => (a as number) >= (b as number),
  ),
  EqualTilde: ignoringCase(true),
  BangTilde: ignoringCase(false),
  Between: { page: 'between-operator', takesNull: true, specialize: between },
};
