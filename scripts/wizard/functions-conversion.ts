import type { Call, WizardFunction } from './function.ts';
import type { Value } from './value.ts';

export const conversionFunctions = {
  bool: {
    takes: ['scalar'],
    run: (call) => !['0', 'false'].includes(String(call.value(0)).toLowerCase()),
  },
  decodeBase64: { takes: ['string'], run: decodeBase64 },
  decodeUriComponent: {
    takes: ['string'],
    run: (call) => attempt(call, 'no URI component', () => decodeURIComponent(call.string(0))),
  },
  encodeBase64: {
    takes: ['string'],
    run: (call) => Buffer.from(call.string(0), 'utf8').toString('base64'),
  },
  encodeUriComponent: {
    takes: ['string'],
    run: (call) => attempt(call, 'no Unicode text', () => encodeURIComponent(call.string(0))),
  },
  float: { takes: ['number or string'], run: (call) => toNumber(call) },
  int: { takes: ['number or string'], run: (call) => Math.trunc(toNumber(call)) },
  parse: {
    takes: ['string'],
    run: (call) => attempt(call, 'no JSON', () => JSON.parse(call.string(0)) as Value),
  },
  string: {
    takes: ['any'],
    run: (call) => {
      const value = call.value(0);
      return typeof value === 'string' ? value : JSON.stringify(value);
    },
  },
} as const satisfies Readonly<Record<string, WizardFunction>>;

/** Strict on purpose: what the portal does with missing padding or base64url letters is not documented. */
function decodeBase64(call: Call): string {
  const text = call.string(0);
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return call.fail('the argument of decodeBase64 is no base64 text');
  }
  return Buffer.from(text, 'base64').toString('utf8');
}

function toNumber(call: Call): number {
  const value = call.value(0);
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : call.fail('the argument is no number');
}

function attempt(call: Call, what: string, convert: () => Value): Value {
  try {
    return convert();
  } catch {
    return call.fail(`the argument is ${what}`);
  }
}
