import { targetOptions } from '../deploy/answers/options.ts';
import type { Command } from './command.ts';

/** Whether somebody changed what the solution installed. */
export const drift: Command = {
  name: 'drift',
  summary: 'Compare rules, workbook, watchlist and infrastructure of a workspace with the bundle.',
  options: {
    ...targetOptions,
    fail: { type: 'boolean', describe: 'Exit with 1 where something differs', default: false },
  },
  examples: [
    ['--resource-group security --workspace logs', 'What differs from the bundle'],
    [
      '--resource-group security --workspace logs --fail',
      'The same for a nightly job: exit 1 where it differs',
    ],
  ],
  async run(values, output) {
    const { surroundingsOf } = await import('../deploy/answers/surroundings.ts');
    const { runDrift } = await import('../deploy/drift/run-drift.ts');
    return runDrift(values, surroundingsOf(output));
  },
};
