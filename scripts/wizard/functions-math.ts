import type { Call, WizardFunction } from './function.ts';

/** A longer sequence is a mistake. */
const longestRange = 10_000;

export const mathFunctions = {
  add: numbers((a, b) => a + b),
  ceil: { takes: ['number'], run: (call) => Math.ceil(call.number(0)) },
  div: numbers((a, b, call) => (b === 0 ? call.fail('a division by zero') : Math.trunc(a / b))),
  floor: { takes: ['number'], run: (call) => Math.floor(call.number(0)) },
  max: numbers((a, b) => Math.max(a, b)),
  min: numbers((a, b) => Math.min(a, b)),
  mod: numbers((a, b, call) => (b === 0 ? call.fail('a division by zero') : a % b)),
  mul: numbers((a, b) => a * b),
  rand: {
    takes: ['integer', 'integer'],
    run: (call) => {
      const [low, high] = [call.number(0), call.number(1)];
      return low + Math.floor(call.ambient.random() * (high - low + 1));
    },
  },
  // Start and count, as the function of the same name in templates; the one public example fits either reading.
  range: {
    takes: ['integer', 'integer'],
    run: (call) => {
      const [start, count] = [call.number(0), call.number(1)];
      if (count < 0 || count > longestRange) return call.fail(`range is asked for ${count} numbers`);
      return Array.from({ length: count }, (_, index) => start + index);
    },
  },
  sub: numbers((a, b) => a - b),
} as const satisfies Readonly<Record<string, WizardFunction>>;

function numbers(compute: (a: number, b: number, call: Call) => number): WizardFunction {
  return { takes: ['number', 'number'], run: (call) => compute(call.number(0), call.number(1), call) };
}
