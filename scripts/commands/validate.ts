import { templateTexts } from '../bundle/bundle.ts';
import type { Format } from '../report/report.ts';
import type { Command } from './command.ts';
import { compileAhead } from './compile-stages.ts';
import { chosenFormat, formatOption, reportFindings, type Findings } from './report.ts';
import { runStages, type StageMemory } from './stages.ts';
import { watch, watchOption } from './watch.ts';

/** Everything that can be checked without Azure; writes nothing. */
export const validate: Command = {
  name: 'validate',
  summary: 'Check all definitions, and what would be compiled from them, without writing anything.',
  options: { ...formatOption, ...watchOption },
  examples: [
    ['', 'Show every finding with its line'],
    ['--json', 'One JSON document for other programs'],
    ['--format sarif > validate.sarif', 'For code scanning services'],
    ['--watch', 'Check again whenever a definition is saved'],
  ],
  async run(values, output) {
    const format = chosenFormat(validate.name, values, output);
    if (!format) return 2;
    const root = String(values['root']);
    if (values['watch'] === true) {
      return watch({ values, format, output, ahead: compileAhead, command: validate.name }, (memory) =>
        check(root, format, memory),
      );
    }
    return reportFindings(await check(root, format), output);
  },
};

async function check(root: string, format: Format, memory?: StageMemory): Promise<Findings> {
  const { diagnostics, context, refused } = await runStages(root, memory ? { memory } : {});
  const texts = refused && { texts: templateTexts(refused) };
  return { command: validate.name, root, diagnostics, context, format, ...texts };
}
