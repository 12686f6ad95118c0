import type { Command, ExitCode, OptionValues, Output } from './command.ts';
import { cacheFolder } from './stages.ts';

/** Events that the table would not take as they are: shown, and sent again. */
export const deadletters: Command = {
  name: 'deadletters',
  summary: 'List the events that could not be sent whole, or send them again.',
  options: {},
  positionals: [{ name: 'action', describe: 'list or resend', isRequired: true }],
  examples: [
    ['list', 'Every file of dead letters with its reasons, and what waits'],
    ['resend', 'Send what waits; nothing is sent twice'],
  ],
  async run(values, output) {
    const action = String(values['action']);
    if (action !== 'list' && action !== 'resend') {
      output.err(`deadletters: "${action}" is neither list nor resend.\nSee: npm run deadletters -- --help`);
      return 2;
    }
    return action === 'list' ? list(values, output) : resend(values, output);
  },
};

async function list(values: OptionValues, output: Output): Promise<ExitCode> {
  const local = await load();
  const outcome = await local.list(process.env);
  if ('problem' in outcome) return fail(outcome.problem, values, output);
  const { result } = outcome;
  const waiting = result.reduce((sum, entry) => sum + entry.waiting, 0);
  if (values['json'] === true) {
    output.out(
      JSON.stringify(
        { schemaVersion: 1, command: 'deadletters list', ok: true, waiting, files: result },
        null,
        2,
      ),
    );
    return 0;
  }
  for (const { path, events, waiting: rest, reasons } of result) {
    const why = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
    output.out(`${path}\n  ${events} events, ${rest} waiting (${why.join(', ')})`);
  }
  output.out(
    result.length === 0 ? 'There are no dead letters.' : `${waiting} events wait in ${result.length} files.`,
  );
  return 0;
}

async function resend(values: OptionValues, output: Output): Promise<ExitCode> {
  const local = await load();
  const outcome = await local.resend(process.env, ({ path, sent, incomplete }) =>
    output.err(`${path}: ${sent} sent, ${incomplete} of them not whole`),
  );
  if ('problem' in outcome) return fail(outcome.problem, values, output);
  const { result } = outcome;
  const sent = result.reduce((sum, entry) => sum + entry.sent, 0);
  output.out(
    values['json'] === true
      ? JSON.stringify(
          { schemaVersion: 1, command: 'deadletters resend', ok: true, sent, files: result },
          null,
          2,
        )
      : `${sent} events sent from ${result.length} files.`,
  );
  return 0;
}

function fail(problem: string, values: OptionValues, output: Output): ExitCode {
  if (values['json'] === true) {
    output.out(JSON.stringify({ schemaVersion: 1, command: 'deadletters', ok: false, problem }, null, 2));
  } else {
    output.err(`deadletters: ${problem}`);
  }
  return 1;
}

async function load(): Promise<import('../connector/load-local.ts').Local> {
  const { loadLocal } = await import('../connector/load-local.ts');
  return loadLocal(cacheFolder);
}
