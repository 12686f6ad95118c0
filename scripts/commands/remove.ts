import { targetOptions, yesOption } from '../deploy/answers/options.ts';
import type { Command } from './command.ts';

/** Everything of the solution out of a workspace. */
export const remove: Command = {
  name: 'remove',
  summary: 'List everything of the solution in a workspace, and remove it; the table stays.',
  options: {
    ...targetOptions,
    'with-data': { type: 'boolean', describe: 'Remove the table with all events too', default: false },
    list: { type: 'boolean', describe: 'Only list it, and remove nothing', default: false },
    ...yesOption,
  },
  examples: [
    ['--resource-group security --workspace Logs', 'List everything, ask, and remove it'],
    ['--list', 'What would be removed'],
    ['--with-data --yes', 'The events too, without questions'],
  ],
  async run(values, output) {
    const { surroundingsOf } = await import('../deploy/answers/surroundings.ts');
    const { runRemove } = await import('../deploy/removal/run-remove.ts');
    return runRemove(values, surroundingsOf(output));
  },
};
