/**
 * docs/commands.md: the commands with their options, as `--help` shows them. In: the table of commands. Out:
 * Markdown.
 */
import type { Options } from 'yargs';
import { sharedOptions, type Command } from '../commands/command.ts';
import { codeCell, markdownTable, prose } from './table.ts';

export function commandsPage(commands: readonly Command[]): string {
  const sections = commands.map((command) => {
    const { name, positionals = [] } = command;
    const words = positionals.map(({ name: word, isRequired }) => (isRequired ? ` <${word}>` : ` [${word}]`));
    const usage = words.length > 0 ? `npm run ${name} --${words.join('')}` : `npm run ${name}`;
    return [
      `## ${name}`,
      `${command.summary}.`.replace(/\.\.$/, '.'),
      `\`\`\`sh\n${usage}\n\`\`\``,
      ...argumentsTable(command),
      ...examples(command),
    ].join('\n\n');
  });
  return `${[head, markdownTable(['option', 'meaning'], Object.entries(sharedOptions).map(optionRow)), ...sections].join('\n\n')}\n`;
}

const head = `# Commands

Each command is an npm script. Its options stand after \`--\`: \`npm run build:solution -- --check\`. \`--help\` shows what stands here. A command ends with 0 for success, 1 for a finding and 2 for wrong usage. Results go to standard output, progress to standard error. Colour is used on a terminal only, and never with \`NO_COLOR\`.

This page is made from the commands. After a change there, \`npm run test:update\` writes it anew. Every command has these options:`;

/** Arguments and options of its own; nothing for a command that has none. */
function argumentsTable({ positionals = [], options }: Command): string[] {
  const rows = [
    ...positionals.map(({ name, describe }) => [codeCell(name), prose(describe)]),
    ...Object.entries(options).map(optionRow),
  ];
  return rows.length > 0 ? [markdownTable(['option', 'meaning'], rows)] : [];
}

function optionRow([name, { describe = '', choices, default: preset }]: [string, Options]): string[] {
  const values = choices?.map((choice) => `\`${choice}\``).join(', ');
  const hasDefault = preset !== undefined && preset !== false;
  return [
    codeCell(`--${name}`),
    [
      prose(describe),
      ...(values ? [`One of ${values}`] : []),
      ...(hasDefault ? [`Default: \`${preset}\``] : []),
    ]
      .map((text) => text.replace(/\.$/, ''))
      .join('. '),
  ];
}

function examples({ name, examples: list }: Command): string[] {
  if (list.length === 0) return [];
  const calls = list.map(([args]) => `npm run ${name}${args === '' ? '' : ` -- ${args}`}`);
  const width = Math.max(...calls.map((call) => call.length));
  const lines = list.map(([, purpose], index) => `${(calls[index] ?? '').padEnd(width)}  # ${purpose}`);
  return [`\`\`\`sh\n${lines.join('\n')}\n\`\`\``];
}
