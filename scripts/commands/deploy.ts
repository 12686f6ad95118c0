import { deployOptions } from '../deploy/answers/deploy-options.ts';
import type { Command } from './command.ts';

/** From the built bundle to a running workspace. */
export const deploy: Command = {
  name: 'deploy',
  summary:
    'Deploy the solution to a workspace: check first, show what would change, ask, deploy, tell how it went.',
  options: deployOptions,
  examples: [
    ['', 'Ask for everything'],
    [
      '--what-if --subscription ID --resource-group NAME --workspace NAME',
      'Show what would change, nothing else',
    ],
    ['… --api-key-file key.txt --yes', 'Content and connector, without a question'],
    [
      '… --enable-rules all --privileged UUID UUID',
      'Enable all rules, and name two privileged groups or vaults',
    ],
    ['… --resume', 'Follow the deployment that is running'],
  ],
  async run(values, output) {
    const { surroundingsOf } = await import('../deploy/answers/surroundings.ts');
    const { deploy: run } = await import('../deploy/deploy.ts');
    return run(values, surroundingsOf(output));
  },
};
