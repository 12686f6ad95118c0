/**
 * What can follow the words of a command line `npm run <script> -- …`. yargs' own completion knows one
 * program with commands; here npm stands before the command, and the values of options come from the sources.
 */
import type { Options } from 'yargs';

/** A command as completion sees it. */
export interface Completable {
  readonly name: string;
  readonly options: Readonly<Record<string, Options>>;
  readonly positionals?: readonly { readonly name: string }[];
}

/** Values that are known only where the solution is: by the name of the option or argument that takes them. */
export type KnownValues = (name: string) => readonly string[];

export interface CompletionFrame {
  /** Scripts of package.json. */
  readonly scripts: readonly string[];
  readonly commands: readonly Completable[];
  readonly values: KnownValues;
}

/**
 * The words that fit at the end of a line up to the cursor, sorted. `--format=j` gives whole words as well
 * (`--format=json`).
 */
export function completeLine(line: string, { scripts, commands, values }: CompletionFrame): string[] {
  const words = line.trimStart().split(/\s+/);
  const current = words.at(-1) ?? '';
  const [npm, verb, name, ...args] = words.slice(0, -1);
  if (npm !== 'npm') return [];
  if (verb === undefined) return matching(['run', 'test'], current);
  if (verb !== 'run' && verb !== 'run-script') return [];
  if (name === undefined) return matching(scripts, current);
  const command = commands.find((c) => c.name === name);
  if (!command) return [];
  // npm takes options for itself until the two dashes.
  if (!args.includes('--')) return matching(['--'], current);
  const given = args.slice(args.indexOf('--') + 1);
  return completeArgument(command, given, current, values);
}

function completeArgument(
  { options, positionals = [] }: Completable,
  given: readonly string[],
  current: string,
  values: KnownValues,
): string[] {
  const [, joined] = /^--([\w-]+)=/.exec(current) ?? [];
  if (joined !== undefined) {
    return matching(
      valuesOf(joined, options, values).map((value) => `--${joined}=${value}`),
      current,
    );
  }
  const open = given.at(-1)?.replace(/^--/, '') ?? '';
  if (given.at(-1)?.startsWith('--') && takesValue(options[open])) {
    return matching(valuesOf(open, options, values), current);
  }
  if (current.startsWith('-')) {
    const used = new Set(given.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0]));
    const names = [...Object.keys(options), 'help'].map((name) => `--${name}`);
    return matching(
      names.filter((name) => !used.has(name)),
      current,
    );
  }
  const argument = positionals[countArguments(given, options)];
  return argument ? matching(values(argument.name), current) : matching([], current);
}

function takesValue(option: Options | undefined): boolean {
  return option !== undefined && option.type !== 'boolean';
}

function valuesOf(name: string, options: Completable['options'], values: KnownValues): readonly string[] {
  const choices = options[name]?.choices;
  return choices ? choices.map(String) : values(name);
}

/** Words that are neither options nor values of options. */
function countArguments(given: readonly string[], options: Completable['options']): number {
  const isValue = (i: number): boolean => {
    const before = given[i - 1];
    return before !== undefined && /^--[\w-]+$/.test(before) && takesValue(options[before.slice(2)]);
  };
  return given.filter((word, i) => !word.startsWith('--') && !isValue(i)).length;
}

function matching(candidates: readonly string[], start: string): string[] {
  return [...new Set(candidates)].filter((word) => word.startsWith(start)).sort();
}
