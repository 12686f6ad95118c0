import type { Ambient, Call, WizardFunction } from './function.ts';
import type { Value } from './value.ts';

export const stringFunctions = {
  concat: { takes: ['string'], variadic: true, run: (call) => call.values().join('') },
  endsWith: { takes: ['string', 'string'], run: (call) => call.string(0).endsWith(call.string(1)) },
  guid: { takes: [], run: (call) => guid(call.ambient) },
  indexOf: { takes: ['string', 'string'], run: (call) => call.string(0).indexOf(call.string(1)) },
  lastIndexOf: { takes: ['string', 'string'], run: (call) => call.string(0).lastIndexOf(call.string(1)) },
  replace: {
    takes: ['string', 'string', 'string'],
    run: (call) => call.string(0).split(call.string(1)).join(call.string(2)),
  },
  startsWith: { takes: ['string', 'string'], run: (call) => call.string(0).startsWith(call.string(1)) },
  substring: { takes: ['string', 'integer', 'integer'], run: substring },
  toLower: { takes: ['string'], run: (call) => call.string(0).toLowerCase() },
  toUpper: { takes: ['string'], run: (call) => call.string(0).toUpperCase() },
} as const satisfies Readonly<Record<string, WizardFunction>>;

function substring(call: Call): Value {
  const [text, start, length] = [call.string(0), call.number(1), call.number(2)];
  if (start < 0 || length < 0 || start + length > text.length) {
    return call.fail(`substring reaches beyond the ${text.length} characters of the text`);
  }
  return text.slice(start, start + length);
}

function guid(ambient: Ambient): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () =>
    Math.floor(ambient.random() * 16).toString(16),
  );
}
