import { targetOptions, yesOption } from '../deploy/answers/options.ts';
import type { Command } from './command.ts';

/** Another API key for the connector. */
export const rotateKey: Command = {
  name: 'rotate-key',
  summary: 'Give the connector a new API key: check it, save it in the key vault, restart, wait for a run.',
  options: {
    ...targetOptions,
    'api-key-file': { type: 'string', describe: 'File with the new API key, - for standard input' },
    installation: { type: 'string', describe: 'Which connector, where the workspace has several' },
    wait: { type: 'boolean', describe: 'Wait until a run has used the new key', default: true },
    timeout: { type: 'number', describe: 'Minutes to wait for that run', default: 20 },
    ...yesOption,
  },
  examples: [
    ['--api-key-file key.txt', 'Check the key, ask, and exchange it'],
    ['--api-key-file - --yes < key.txt', 'Without questions, the key on standard input'],
    ['--api-key-file key.txt --yes --no-wait', 'Do not wait for a run with the new key'],
  ],
  async run(values, output) {
    const { surroundingsOf } = await import('../deploy/answers/surroundings.ts');
    const { exchangeKey } = await import('../deploy/key/exchange-key.ts');
    return exchangeKey(values, surroundingsOf(output));
  },
};
