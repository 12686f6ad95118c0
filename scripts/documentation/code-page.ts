/**
 * docs/diagnostics/<code>.md: what a finding means. In: its definition, why there is the check, and the sample
 * that provokes it. Out: Markdown.
 */
import type { Command, OptionValues } from '../commands/command.ts';
import type { CodeDefinition } from '../diagnostics/code.ts';
import { groupOf } from './checks-page.ts';
import { editText, type SampleEdit } from './sample-edit.ts';
import { anchorOf, escapeText } from './table.ts';

export interface DocumentedCode {
  readonly code: string;
  readonly definition: CodeDefinition;
  /** Why there is the check, where its group does not say it. */
  readonly reason: string | undefined;
  /** Why the severity cannot be changed; undefined where it can. */
  readonly fixed: string | undefined;
  readonly sample: CodeSample | undefined;
}

/** What test/negative/<code> holds. */
export interface CodeSample {
  readonly description: string;
  readonly edits?: readonly SampleEdit[];
  /** Whether the finding is one of `npm run build:solution -- --check`. */
  readonly check?: boolean;
  /** Another command than the build, with what it is given. */
  readonly command?: string;
  readonly arguments?: OptionValues;
  /** What is printed. */
  readonly expected: string;
}

export function codePage(
  { code, definition, reason, fixed, sample }: DocumentedCode,
  commands: readonly Command[],
): string {
  const group = groupOf(code);
  const title = group?.title ?? 'Other findings';
  return `${[
    `# ${code}`,
    `${kinds[definition.severity]} ${severityNote(fixed)} Group: [${title}](../checks.md#${anchorOf(title)}).`,
    `## What is wrong\n\n${escapeText(definition.message.replace('{hint}', ''))}`,
    `## Why it matters\n\n${reason ?? group?.about ?? ''}`,
    `## What to do\n\n${remedy(definition, title)}`,
    ...(sample
      ? [
          `## An example\n\n${example(sample, callOf(sample, commands))}`,
          `This page is made from the code and from [the sample](../../test/negative/${code}/).`,
        ]
      : []),
  ].join('\n\n')}\n`;
}

const kinds = {
  error: 'An error: the command ends with 1, and a build writes nothing.',
  warning: 'A warning: it is shown, and the command goes on.',
};

function severityNote(fixed: string | undefined): string {
  if (fixed !== undefined) return `This cannot be changed: ${fixed}.`;
  return '`solution/diagnostics.yaml` can give it another severity.';
}

function remedy({ remedy }: CodeDefinition, group: string): string {
  if (remedy !== '{remedy}') return escapeText(remedy);
  const list =
    group === 'Contribution'
      ? 'what-is-looked-for-in-a-contribution'
      : 'what-is-looked-for-in-the-compiled-files';
  return `The finding says it. [The list of these checks](../checks.md#${list}) has it too.`;
}

function example({ description, edits = [], expected }: CodeSample, call: string): string {
  const changes = edits.map(editText).join('\n');
  return [
    description,
    ...(changes === '' ? [] : [fenced('diff', changes)]),
    `What \`${call}\` says:`,
    fenced('text', expected.trimEnd()),
  ].join('\n\n');
}

/** What to type for a sample. */
function callOf(
  { command = 'build:solution', check, arguments: given = {} }: CodeSample,
  commands: readonly Command[],
): string {
  const { positionals = [] } = commands.find(({ name }) => name === command) ?? {};
  const words = new Set(positionals.map(({ name }) => name));
  const values = Object.entries({ ...(check === undefined ? {} : { check }), ...given });
  const typed = [
    ...values.filter(([name]) => words.has(name)).map(([, value]) => String(value)),
    ...values
      .filter(([name]) => !words.has(name))
      .map(([name, value]) => (value === true ? `--${name}` : `--${name} ${String(value)}`)),
  ];
  return [`npm run ${command}`, ...(typed.length > 0 ? ['--', ...typed] : [])].join(' ');
}

/** A code block with a fence longer than any in the text; blanks at the end of a line are made visible. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const visible = text.replace(/(?<=\S) +$/gm, (blanks) => '·'.repeat(blanks.length));
  return `${fence}${language}\n${visible}\n${fence}`;
}
