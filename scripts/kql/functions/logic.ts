import { widen } from '../values/convert.ts';
import { type Value } from '../values/scalar.ts';
import { nullable, type Implementation, type ScalarFunction } from './function.ts';

type Convert = (value: Value) => Value;

/** Conversions of the branches into the type of the result; conditions stay as they are. */
function branches(
  page: string,
  isCondition: (i: number, length: number) => boolean,
  choose: (convert: readonly Convert[]) => Implementation,
): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize: (types, result) =>
      choose(types.map((type, i) => (isCondition(i, types.length) ? (value) => value : widen(type, result)))),
  };
}

const iff = branches(
  'iff-function',
  (i) => i === 0,
  ([, yes = String, no = String]) =>
    (condition, a = null, b = null) =>
      condition === true ? yes(a) : no(b),
);

export const logic: Readonly<Record<string, ScalarFunction>> = {
  And: nullable('logical-operators', (a = null, b = null) =>
    a === false || b === false ? false : a === null || b === null ? null : true,
  ),
  Or: nullable('logical-operators', (a = null, b = null) =>
    a === true || b === true ? true : a === null || b === null ? null : false,
  ),
  not: { page: 'not-function', specialize: () => (a) => !a },
  iff,
  iif: iff,
  case: branches(
    'case-function',
    (i, length) => i % 2 === 0 && i + 1 < length,
    (convert) =>
      (...args) => {
        let i = 0;
        while (i + 1 < args.length && args[i] !== true) i += 2;
        const chosen = Math.min(i + 1, args.length - 1);
        return (convert[chosen] as Convert)(args[chosen] as Value);
      },
  ),
  coalesce: branches(
    'coalesce-function',
    () => false,
    (convert) =>
      (...args) => {
        const found = args.findIndex((arg) => arg !== null && arg !== '');
        const chosen = found < 0 ? args.length - 1 : found;
        return (convert[chosen] as Convert)(args[chosen] as Value);
      },
  ),
  isnull: nullable('isnull-function', (value) => value === null),
  isnotnull: nullable('isnotnull-function', (value) => value !== null),
  isempty: nullable('isempty-function', (value) => value === null || value === ''),
  isnotempty: nullable('isnotempty-function', (value) => value !== null && value !== ''),
};
