import type { Command, ExitCode, OptionValues, Output } from './command.ts';
import { cacheFolder } from './stages.ts';

/** One run of the connector in this process, with the settings of the environment. */
export const connector: Command = {
  name: 'connector',
  summary: 'Run the connector once in this process, with the settings of docs/connector-settings.md.',
  options: {
    once: { type: 'boolean', describe: 'One run; the timer is in Azure', default: false },
  },
  examples: [['--once', 'Collect what is new, send it, and print the summary']],
  async run(values: OptionValues, output: Output): Promise<ExitCode> {
    if (values['once'] !== true) {
      output.err('connector: runs on this machine with --once only.\nSee: npm run connector -- --help');
      return 2;
    }
    const { loadLocal } = await import('../connector/load-local.ts');
    const { runOnce } = await loadLocal(cacheFolder);
    const isWatched = process.stderr.isTTY;
    const { line, isFulfilled } = await runOnce(process.env, (level, text) => {
      // People at a terminal see how each stream fares; elsewhere only what is wrong.
      if (isWatched || level === 'warn' || level === 'error')
        output.err(`${level}: ${shorten(text, isWatched)}`);
    });
    output.out(line);
    return isFulfilled ? 0 : 1;
  },
};

/** The message without its fields, which would fill the screen. */
function shorten(text: string, isWatched: boolean): string {
  return isWatched ? text.replace(/ \{".*$/s, '') : text;
}
