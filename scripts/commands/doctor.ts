import { targetOptions } from '../deploy/answers/options.ts';
import type { Command } from './command.ts';

/** Why data is missing: the first broken link between 1Password and an alert. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Find out why data is missing: walk from the API key to the rules, up to the first broken link.',
  options: {
    ...targetOptions,
    'api-key-file': {
      type: 'string',
      describe: 'File with the API key to check, - for standard input; without one, the last run tells',
    },
  },
  examples: [
    ['--resource-group security --workspace Logs', 'What is wrong, and what to do'],
    ['--api-key-file key.txt', 'Ask 1Password about this key too'],
    ['--json', 'For other programs'],
  ],
  async run(values, output) {
    const { surroundingsOf } = await import('../deploy/answers/surroundings.ts');
    const { runDoctor } = await import('../deploy/doctor/run-doctor.ts');
    return runDoctor(values, surroundingsOf(output));
  },
};
