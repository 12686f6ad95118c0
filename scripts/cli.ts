/**
 * The door of the toolchain: `npm run <command> -- <options>`. Reads the command line, runs the command
 * and sets the exit code; everything else is in `commands/`.
 */
import yargs from 'yargs';
import { sharedOptions, type Command, type Output } from './commands/command.ts';
import { commands } from './commands/table.ts';

const output: Output = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const command = commands.find((c) => c.name === name);
  if (!command) return listCommands(name);
  let usage: string | undefined;
  const parser = toParser(command).fail((message: string | null, error: unknown) => {
    if (error) throw error;
    usage = message ?? 'wrong usage';
  });
  const values = await parser.parseAsync([...rest], {}, (_error, _argv, text) => {
    if (text && usage === undefined) output.out(text);
  });
  if (usage !== undefined) {
    output.err(`${name}: ${usage}\nSee: npm run ${name} -- --help`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('--version')) return 0;
  return command.run(values, output);
}

function toParser(command: Command): ReturnType<typeof yargs> {
  const parser = yargs()
    .scriptName(`npm run ${command.name} --`)
    .usage(`$0 [options]\n\n${command.summary}`)
    .options({ ...command.options, ...sharedOptions })
    .strict()
    .exitProcess(false)
    .locale('en')
    .wrap(100)
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .demandCommand(0, 0, undefined, 'takes options only')
    .help();
  for (const [args, purpose] of command.examples) parser.example(`$0 ${args}`.trim(), purpose);
  return parser;
}

function listCommands(name: string): number {
  const list = commands.map((c) => `  ${c.name.padEnd(16)} ${c.summary}`).join('\n');
  if (name === '--help') {
    output.out(`Commands, each with its own --help:\n${list}`);
    return 0;
  }
  output.err(`${name ? `There is no command "${name}".` : 'Which command?'} Commands:\n${list}`);
  return 2;
}
