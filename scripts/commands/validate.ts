import { templateTexts } from '../bundle/bundle.ts';
import { reportFindings } from './report.ts';
import type { Command } from './command.ts';
import { runStages } from './stages.ts';

/** Everything that can be checked without Azure; writes nothing. */
export const validate: Command = {
  name: 'validate',
  summary: 'Check all definitions, and what would be compiled from them, without writing anything.',
  options: {
    format: { choices: ['pretty', 'json'], describe: 'Form of the findings', default: 'pretty' },
  },
  examples: [
    ['', 'Show every finding with its line'],
    ['--json', 'One JSON document for other programs'],
  ],
  async run(values, output) {
    const root = String(values['root']);
    const { diagnostics, refused } = runStages(root, {});
    const isJson = values['json'] === true || values['format'] === 'json';
    const texts = refused && { texts: templateTexts(refused) };
    return reportFindings({ command: 'validate', root, diagnostics, isJson, ...texts }, output);
  },
};
