/**
 * docs/kql.md: what the query engine runs. In: the names that the engine has, each with its page of
 * Microsoft's reference. Out: Markdown.
 */
import { aggregatePages } from '../kql/aggregates/registry.ts';
import { functionPages } from '../kql/functions/registry.ts';
import { pluginNames } from '../kql/plan/operators/evaluate.ts';
import { codeCell, markdownTable } from './table.ts';

const reference = 'https://learn.microsoft.com/kusto/query/';

export function kqlPage(): string {
  return `${[
    '# The query engine',
    head,
    `## Data\n\n${dataText}\n\n${markdownTable(['file', 'rows'], files)}\n\n${ingestionText}`,
    `## Exact or refused\n\n${exactText}\n\n${markdownTable(['what', 'why'], refused)}`,
    `## Where Kusto estimates\n\n${estimateText}`,
    `## Regular expressions\n\n${regexText}`,
    `## Operators\n\n${operators}\n\nPlugins of \`evaluate\`: ${pluginNames.toSorted().map(codeCell).join(', ')}.`,
    `## Scalar functions\n\n${functionsText}\n\n${pagesTable(functionPages())}`,
    `## Aggregates\n\n${pagesTable(aggregatePages())}`,
  ].join('\n\n')}\n`;
}

const head = `\`npm run kql\` runs KQL over files on this machine. Queries are parsed and bound by Microsoft's own library, as in the portal; running them is this project's code in \`scripts/kql/\`. It needs no workspace and no account.

\`\`\`
npm run kql -- 'OnePasswordEventLogs_CL | summarize count() by action' --data events.ndjson
\`\`\`

[Commands](commands.md) lists the options. This page is made from the engine; \`npm run test:update\` writes it anew.`;

const dataText = `All files are rows of the solution's table, or of another one with \`--data Name=FILE\`. The ending of the name tells the form:`;

const files = [
  [
    '`.ndjson`, `.jsonl`',
    'One JSON object a line: a row of the table, or an event as the Events API gives it. Events are mapped as the connector does; the kind is told by the fields.',
  ],
  [
    '`.csv`',
    'The first line has the names. Exports of the portal are read too: columns marked `[UTC]`, times as written in the United States, dynamic values as JSON. Other time zones are refused.',
  ],
  [
    '`.parquet`',
    'Times keep 100 ns, integers all digits. Text in a dynamic column is read as JSON. Decimals are refused.',
  ],
];

const ingestionText = `\`ingestion_time()\` is \`TimeGenerated\`, unless a row has a member \`ingestion_time\`. A row without \`TimeGenerated\` arrives at the time of the run, which \`--now\` sets.`;

const exactText = `An answer is what Kusto would give, or there is none: what is not sure to be the same is refused with its line and column, and \`"unsupported": true\` in JSON. Refused are, among others:`;

const refused = [
  ['`rand()`, `new_guid()`, `sample`', 'The answer is chance.'],
  ['`hll`, `tdigest` and what reads them', "Their values are sketches of Kusto's own making."],
  ['`externaldata`, `cluster()`, `http_request`', 'The engine reads nothing but the files named.'],
  [
    '`geo_info_from_ip_address()`, `parse_user_agent()`',
    'They ask collections of data that Kusto does not publish.',
  ],
  ['`series_decompose()` and its kin, `reduce`, `autocluster`', 'The method is not documented to the digit.'],
  [
    'Columns of `pivot` in further steps, and slots that a bag of `bag_unpack` lacks',
    'Their order, and what they hold, is not documented. Declare them: `evaluate bag_unpack(d) : (*, Name:string)`.',
  ],
  ['Corners of a function', 'What the reference leaves open, such as the order of arrays of several types.'],
];

const estimateText = `\`dcount()\` and the percentiles are exact here, the latter by nearest rank. Kusto gives the same for few values and estimates where there are many; what is exact here lies within the error that the reference names.`;

const regexText = `Expressions are read in the syntax of Kusto: no look-around, no references back, at most 16 groups. JavaScript's engine runs those that it answers as Kusto does and in good time; a machine of the engine's own runs the others, for which time grows no faster than the lengths of expression and text multiplied.`;

const operators = `The sources \`datatable\`, \`print\`, \`range\` and tables; \`let\` with values, tables and functions; \`materialize()\`, \`toscalar()\`, \`view\`. Behind a pipe: ${[
  'as',
  'count',
  'distinct',
  'evaluate',
  'extend',
  'getschema',
  'invoke',
  'join',
  'lookup',
  'make-series',
  'mv-apply',
  'mv-expand',
  'parse',
  'parse-kv',
  'parse-where',
  'partition',
  'project',
  'project-away',
  'project-keep',
  'project-rename',
  'project-reorder',
  'render',
  'scan',
  'search',
  'serialize',
  'sort',
  'summarize',
  'take',
  'top',
  'top-nested',
  'union',
  'where',
]
  .map(codeCell)
  .join(', ')}. \`render\` draws nothing.`;

const functionsText = `All operators of expressions, and these functions. Each leads to the page that it was made from.`;

/** One row for each first letter. */
function pagesTable(pages: ReadonlyMap<string, string>): string {
  const byLetter = new Map<string, string[]>();
  for (const [name, page] of [...pages].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const letter = name.charAt(0);
    byLetter.set(letter, [
      ...(byLetter.get(letter) ?? []),
      `[${name.replaceAll('_', String.raw`\_`)}](${reference}${page})`,
    ]);
  }
  return markdownTable(
    ['', 'functions'],
    [...byLetter].map(([letter, links]) => [letter, links.join(', ')]),
  );
}
