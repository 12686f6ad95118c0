import { targetOptions } from '../deploy/answers/options.ts';
import type { Command } from './command.ts';

/** How the solution fares in a workspace. */
export const status: Command = {
  name: 'status',
  summary: 'Show how the solution fares in a workspace: connector, streams, rules, watchlist.',
  options: {
    ...targetOptions,
    watch: { type: 'boolean', describe: 'Show it again and again until Ctrl-C', default: false },
    interval: { type: 'number', describe: 'Seconds between two looks of --watch', default: 30 },
  },
  examples: [
    ['--resource-group security --workspace Logs', 'Everything at a glance'],
    ['--watch', 'After a deployment, until the first events arrive'],
    ['--json', 'For other programs'],
  ],
  async run(values, output) {
    const { surroundingsOf } = await import('../deploy/answers/surroundings.ts');
    const { showStatus } = await import('../deploy/status/show-status.ts');
    return showStatus(values, surroundingsOf(output));
  },
};
