import { targetOptions, yesOption } from '../deploy/answers/options.ts';
import type { Command } from './command.ts';

/** A new version over an old one. */
export const update: Command = {
  name: 'update',
  summary: 'Bring a workspace to the version of the bundle, and keep what was chosen there.',
  options: {
    ...targetOptions,
    'what-if': { type: 'boolean', describe: 'Stop after showing what would change', default: false },
    full: { type: 'boolean', describe: 'Show also the changes that are noise', default: false },
    'renew-rules': {
      type: 'boolean',
      describe: 'Give enabled rules what their new templates say; changes made to them are lost',
      default: false,
    },
    again: { type: 'boolean', describe: 'Deploy also where nothing has changed', default: false },
    ...yesOption,
  },
  examples: [
    ['--resource-group security --workspace logs --what-if', 'What the new version changes'],
    ['--resource-group security --workspace logs --yes', 'Update without asking'],
  ],
  async run(values, output) {
    const { surroundingsOf } = await import('../deploy/answers/surroundings.ts');
    const { runUpdate } = await import('../deploy/update/run-update.ts');
    return runUpdate(values, surroundingsOf(output));
  },
};
