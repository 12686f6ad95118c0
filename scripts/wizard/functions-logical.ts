import type { Call, WizardFunction } from './function.ts';
import { sameValue, type Value } from './value.ts';

/** All arguments are evaluated before; the exception `if` makes is the evaluator's. */
export const logicalFunctions = {
  and: {
    takes: ['boolean', 'boolean'],
    variadic: true,
    run: (call) => call.values().every((value) => value === true),
  },
  coalesce: {
    takes: ['optional'],
    variadic: true,
    run: (call) => call.values().find((value) => value !== undefined && value !== null),
  },
  equals: { takes: ['any', 'any'], run: (call) => sameValue(call.value(0), call.value(1)) },
  greater: ordered((a, b) => a > b),
  greaterOrEquals: ordered((a, b) => a >= b),
  if: {
    takes: ['boolean', 'optional', 'optional'],
    run: (call) => (call.boolean(0) ? call.value(1) : call.value(2)),
  },
  less: ordered((a, b) => a < b),
  lessOrEquals: ordered((a, b) => a <= b),
  not: { takes: ['boolean'], run: (call) => !call.boolean(0) },
  or: {
    takes: ['boolean', 'boolean'],
    variadic: true,
    run: (call) => call.values().some((value) => value === true),
  },
} as const satisfies Readonly<Record<string, WizardFunction>>;

function ordered(holds: (a: number | string, b: number | string) => boolean): WizardFunction {
  const run = (call: Call): Value => {
    const [a, b] = call.values();
    if (typeof a === 'number' && typeof b === 'number') return holds(a, b);
    if (typeof a === 'string' && typeof b === 'string') return holds(a, b);
    return call.fail('a number is compared with a string');
  };
  return { takes: ['number or string', 'number or string'], run };
}
