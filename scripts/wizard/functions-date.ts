import type { WizardFunction } from './function.ts';

export const dateFunctions = {
  addHours: adding(3_600_000),
  addMinutes: adding(60_000),
  addSeconds: adding(1_000),
  utcNow: { takes: [], run: (call) => call.ambient.now },
} as const satisfies Readonly<Record<string, WizardFunction>>;

function adding(milliseconds: number): WizardFunction {
  return {
    takes: ['string', 'integer'],
    run: (call) => {
      // A leap second counts as the second before it: no clock here knows it.
      const time = Date.parse(call.string(0).replace(/:60(?=[.Z]|$)/, ':59'));
      const sum = new Date(time + call.number(1) * milliseconds);
      return Number.isNaN(sum.getTime()) ? call.fail('the argument is no timestamp') : sum.toISOString();
    },
  };
}
