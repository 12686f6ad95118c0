/**
 * docs/table.md: every column of the table, and how its kinds of rows are told apart. In: the definitions of
 * table and vocabulary, the fragments, and the notes. Out: Markdown.
 */
import type { Fragment } from '../kql/fragment.ts';
import type { TableColumn, TableFile } from '../model/table.ts';
import type { VocabularyFile } from '../model/vocabulary.ts';
import { cell, codeCell, markdownTable, prose } from './table.ts';

/** docs/notes/table.yaml */
export interface TableNotesFile {
  readonly kinds: Readonly<Record<string, RowKind>>;
  /** Column → keys of `kinds`. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly healthDetails: Readonly<Record<string, string>>;
  readonly streamStates: Readonly<Record<string, string>>;
  readonly marks: Readonly<Record<string, string>>;
}

interface RowKind {
  readonly title: string;
  readonly logSource: string;
  /** The fragment whose first condition tells the kind by its shape. */
  readonly fragment?: string;
}

export interface TablePageInput {
  readonly table: TableFile;
  readonly vocabulary: VocabularyFile;
  readonly fragments: ReadonlyMap<string, Fragment>;
  readonly notes: TableNotesFile;
}

export function tablePage(input: TablePageInput): string {
  const { table, vocabulary, notes } = input;
  return `${[
    `# The table ${table.name}`,
    head,
    `## Kinds of rows\n\n${kindsText}\n\n${kindsTable(input)}`,
    `## Columns\n\n${table.columns.length} columns. The connector sends all but those that the last column names another source for.\n\n${columnsTable(table, notes)}`,
    `## Two times\n\n${timesText}\n\n\`\`\`kql\n${table.transform.trim()}\n\`\`\``,
    `## Codes\n\n${codesText}\n\n${signInsTable(vocabulary)}\n\n${auditText}\n\n${auditTable(vocabulary)}\n\nActions of item usages: ${vocabulary.itemUsages.map(codeCell).join(', ')}.`,
    `## Health rows\n\n${healthText(vocabulary)}\n\n${meaningsTable('key of details', notes.healthDetails)}\n\n${meaningsTable('state of a stream', notes.streamStates)}`,
    `## Marks of the connector\n\n${marksText}\n\n${meaningsTable('mark', notes.marks)}`,
  ].join('\n\n')}\n`;
}

const head = `All events of 1Password are rows of this one table. It is defined in \`solution/table.yaml\`; the table in Azure, the stream of the data collection rule and what the query checks know are made from there.

This page is made from the same file. After a change there, \`npm run test:update\` writes it anew.`;

const kindsText = `Several connectors can fill the table, and not all of them fill \`log_source\` correctly. So the rules and the workbook tell kinds by the columns that are filled. A row of no kind is left out.`;

const timesText = `\`timestamp\` is when the event happened, according to 1Password. \`TimeGenerated\` is when the row arrived. Item usages of a device that was offline arrive hours or days late, so the two may differ. Rules select by arrival and order by \`timestamp\`; charts use \`timestamp\`. The data collection rule stamps the arrival:`;

const codesText = `Rows may hold codes that are not listed here: 1Password adds new ones, and they are kept as they come. Of a sign-in attempt, \`category\` is the outcome and \`action_type\` the detail:`;

const auditText = `Of an audit event, \`object_type\` is what was acted on, and \`action\` what was done:`;

const marksText = `\`additional_fields\` holds fields of an event that have no column, under their own names. Under \`_connector\` stand the connector's own marks, each only where it applies:`;

function healthText({ health }: VocabularyFile): string {
  const codes = health.categories.map(codeCell).join(', ');
  return `The connector adds one row for each run, also where there was nothing to read. \`category\` is the outcome: ${codes}. \`credentials_failed\` comes with the \`action_type\` ${health.actionTypes.map((type) => `\`${type}\``).join(', ')}: the Events API refused the key. \`details\` tells more. Rows of other connectors may lack all of it.`;
}

function kindsTable({ notes, fragments }: TablePageInput): string {
  return markdownTable(
    ['kind', 'log_source', 'told by'],
    Object.values(notes.kinds).map(({ title, logSource, fragment }) => [
      title,
      codeCell(logSource),
      codeCell(fragment === undefined ? `log_source == "${logSource}"` : condition(fragments, fragment)),
    ]),
  );
}

/** The first condition of a fragment. */
function condition(fragments: ReadonlyMap<string, Fragment>, name: string): string {
  const [, text] = /^\| where (.+)$/m.exec(fragments.get(name)?.source.text ?? '') ?? [];
  if (text === undefined) throw new TypeError(`the fragment ${name} does not begin with a condition`);
  return text;
}

function columnsTable({ columns }: TableFile, { kinds, columns: filled }: TableNotesFile): string {
  const titles = Object.entries(kinds).map(([kind, { title }]) => [kind, title] as const);
  return markdownTable(
    ['column', 'type', 'meaning', ...titles.map(([, title]) => title.toLowerCase()), 'filled by'],
    columns.map((column) => [
      codeCell(column.name),
      column.type,
      prose(column.description),
      ...titles.map(([kind]) => (filled[column.name]?.includes(kind) ? 'x' : '')),
      sourceText(column),
    ]),
  );
}

function sourceText({ source }: TableColumn): string {
  const texts = { transform: 'the data collection rule', platform: 'Azure' };
  return source === undefined ? '' : texts[source];
}

function signInsTable({ signIns }: VocabularyFile): string {
  return markdownTable(
    ['category', 'action_type'],
    Object.entries(signIns).map(([category, types]) => [codeCell(category), types.map(codeCell).join(', ')]),
  );
}

function auditTable({ audit }: VocabularyFile): string {
  return markdownTable(
    ['object_type', 'action'],
    Object.entries(audit).map(([type, actions]) => [codeCell(type), actions.map(codeCell).join(', ')]),
  );
}

function meaningsTable(head: string, meanings: Readonly<Record<string, string>>): string {
  return markdownTable(
    [cell(head), 'meaning'],
    Object.entries(meanings).map(([key, meaning]) => [codeCell(key), prose(meaning)]),
  );
}
