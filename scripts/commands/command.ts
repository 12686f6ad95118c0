import type { Options } from 'yargs';

/** Where a command writes: results to `out`, progress and usage errors to `err`. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Whether `out` ends at a terminal that shows colour; not where absent. */
  readonly hasColors?: boolean;
}

/** Exit codes: 0 success, 1 a finding, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** What was given: options by their name, and words of the command line by the name of their argument. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** A word of the command line that is no option: `npm run <name> -- <word>`. */
export interface Argument {
  readonly name: string;
  readonly describe: string;
  /** Without it the command is wrong usage. Arguments that may be left out come last. */
  readonly isRequired: boolean;
}

/** A command of the toolchain; `npm run <name>` calls it. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, Options>>;
  /** In their order; none where absent. Their values are strings. */
  readonly positionals?: readonly Argument[];
  /** Arguments after `npm run <name>`, each with what it does. */
  readonly examples: readonly (readonly [string, string])[];
  run(values: OptionValues, output: Output): Promise<ExitCode>;
}

/** Options that every command has. */
export const sharedOptions: Readonly<Record<string, Options>> = {
  root: { type: 'string', describe: 'Folder of the solution', default: '.', normalize: true },
  json: { type: 'boolean', describe: 'Print one JSON document on standard output', default: false },
};
