import type { OptionValues } from '../../scripts/commands/command.ts';
import { commands } from '../../scripts/commands/table.ts';
import type { Run } from '../build/command.ts';

/** Runs a command in this process: quicker than one of its own, but without the reading of options. */
export async function runHere(name: string, values: OptionValues): Promise<Run> {
  const [out, err]: [string[], string[]] = [[], []];
  const command = commands.find((known) => known.name === name);
  if (!command) throw new TypeError(`there is no command ${name}`);
  const defaults = Object.entries(command.options).map(([key, option]) => [key, option.default] as const);
  const status = await command.run(
    { ...Object.fromEntries(defaults), ...values },
    { out: (text) => void out.push(text), err: (text) => void err.push(text) },
  );
  return { status, stdout: out.join('\n'), stderr: err.join('\n') };
}
