import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSolution } from '../../scripts/commands/build-solution.ts';
import type { ExitCode, Output } from '../../scripts/commands/command.ts';
import { explain } from '../../scripts/commands/explain.ts';
import { validate } from '../../scripts/commands/validate.ts';

export interface Said {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

const commands = { validate, explain, 'build:solution': buildSolution };

/** Runs a command in this process on the solution in `root`. */
export async function say(
  name: keyof typeof commands,
  root: string,
  values: Readonly<Record<string, unknown>> = {},
): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const output: Output = { out: (text) => void out.push(text), err: (text) => void err.push(text) };
  const exitCode = await commands[name].run({ root, ...values }, output);
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

/** Exchanges a text of a file, which must be there. */
export function replaceIn(root: string, file: string, search: string | RegExp, replacement: string): void {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(search, replacement);
  if (changed === text) throw new TypeError(`${file} does not hold ${String(search)}`);
  writeFileSync(path, changed);
}

export const rule = 'analytics-rules/changes-to-firewall-rules.yaml';
