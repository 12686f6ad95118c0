import type { Argv } from 'yargs';
import { sharedOptions, type Argument, type Command, type Output } from './commands/command.ts';
import { commands } from './commands/table.ts';
import { nearest, suggest } from './diagnostics/nearest.ts';

/**
 * Reads the command line, runs the command and sets the exit code: 0 success, 1 a finding or a fault of
 * the toolchain, 2 wrong usage.
 */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  process.stdout.on('error', acceptClosedPipe);
  const output: Output = {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    hasColors: wantsColors(process.stdout.isTTY, process.env),
  };
  try {
    process.exitCode = await runCommand(args, output);
  } catch (error) {
    output.err(describeFault(error, Boolean(process.env['DEBUG'])));
    process.exitCode = 1;
  }
}

async function runCommand(args: readonly string[], output: Output): Promise<number> {
  const [name = '', ...rest] = args;
  const command = commands.find((c) => c.name === name);
  if (!command) return listCommands(name, output);
  let usage: string | undefined;
  const parser = (await toParser(command)).fail((message: string | null, error: unknown) => {
    if (error) throw error;
    usage = message ?? 'wrong usage';
  });
  const values = await parser.parseAsync(withHyphens(rest), {}, (_error, _argv, text) => {
    if (text && usage === undefined) output.out(text);
  });
  if (usage !== undefined) {
    output.err(`${name}: ${usage}.${suggestOption(usage, command)}\nSee: npm run ${name} -- --help`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('--version')) return 0;
  const words = values['_'] as readonly string[];
  const named = (command.positionals ?? []).map(({ name }, i) => [name, words[i]] as const);
  return command.run({ ...values, ...Object.fromEntries(named) }, output);
}

async function toParser(command: Command): Promise<Argv> {
  // Loaded here: listing the commands does without it.
  const { default: yargs } = await import('yargs');
  const { positionals = [] } = command;
  const required = positionals.filter(({ isRequired }) => isRequired);
  const parser = yargs()
    .scriptName(`npm run ${command.name} --`)
    .usage(
      `${['$0', ...positionals.map(placeOf), '[options]'].join(' ')}\n\n${command.summary}${list(positionals)}`,
    )
    .options({ ...command.options, ...sharedOptions })
    .strict()
    .exitProcess(false)
    .locale('en')
    .wrap(100)
    .parserConfiguration({ 'duplicate-arguments-array': false, 'parse-positional-numbers': false })
    .demandCommand(
      required.length,
      positionals.length,
      `wants ${required.map(placeOf).join(' ')}`,
      positionals.length === 0
        ? 'takes options only'
        : `takes only ${positionals.map(placeOf).join(' ')} and options`,
    )
    .help();
  for (const [args, purpose] of command.examples) parser.example(`$0 ${args}`.trim(), purpose);
  return parser;
}

/** A lone hyphen behind an option is its value, standard input by custom; yargs takes it for a word. */
function withHyphens(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (arg === '-' && isBareOption(args[i - 1])) return [];
    return args[i + 1] === '-' && isBareOption(arg) ? [`${arg}=-`] : [arg];
  });
}

function isBareOption(arg: string | undefined): boolean {
  return arg !== undefined && /^--[^=]+$/.test(arg);
}

/** An argument as usage shows it. */
function placeOf({ name, isRequired }: Argument): string {
  return isRequired ? `<${name}>` : `[${name}]`;
}

function list(positionals: readonly Argument[]): string {
  if (positionals.length === 0) return '';
  const width = Math.max(...positionals.map(({ name }) => name.length));
  const lines = positionals.map(({ name, describe }) => `  ${name.padEnd(width)}  ${describe}`);
  return `\n\nArguments:\n${lines.join('\n')}`;
}

function listCommands(name: string, output: Output): number {
  const list = commands.map((c) => `  ${c.name.padEnd(16)} ${c.summary}`).join('\n');
  if (name === '--help') {
    output.out(`Commands, each with its own --help:\n${list}`);
    return 0;
  }
  const similar = suggest(
    name,
    commands.map((c) => c.name),
  );
  output.err(`${name ? `There is no command "${name}".${similar}` : 'Which command?'} Commands:\n${list}`);
  return 2;
}

/** What to say after yargs has named an argument that it does not know. */
function suggestOption(usage: string, command: Command): string {
  const [, name] = /^Unknown argument: (\S+)$/.exec(usage) ?? [];
  if (name === undefined) return '';
  const known = Object.keys({ ...command.options, ...sharedOptions, help: {}, version: {} });
  const similar = nearest(name, known);
  return similar === undefined ? '' : ` Did you mean --${similar}?`;
}

/** `| head` ends before the command does: what nobody reads need not be written, the work goes on. */
function acceptClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Colour is for people at a terminal who have not asked for none, and for whoever asks for it. */
export function wantsColors(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR']) return false;
  return Boolean(env['FORCE_COLOR']) || (isTerminal && env['TERM'] !== 'dumb');
}

/** A fault of the toolchain: nothing that its user could put right. */
export function describeFault(error: unknown, isDetailed: boolean): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const text = `internal error: ${message}
This is a fault of the toolchain, not of the definitions. Please report it as an issue of the repository
that solution/solution.yaml names, with the command and what it prints when run with DEBUG=1.`;
  return isDetailed ? `${text}\n${stack ?? ''}` : text;
}
