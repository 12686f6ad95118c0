/**
 * docs/checks.md, made from the registry of findings and the list of certification checks, so that the
 * page cannot say anything else than the tools do.
 */
import type { Check } from '../certify/check.ts';
import { checks } from '../certify/checks.ts';
import type { CodeDefinition } from '../diagnostics/code.ts';
import { registry } from '../diagnostics/registry.ts';
import { cell, markdownTable, prose } from './table.ts';

/** Codes are grouped by how they begin; the first prefix that fits counts, and all others come first. */
const groups: readonly CodeGroup[] = [
  {
    title: 'Files, YAML and CSV',
    prefixes: ['file-', 'yaml-', 'csv-', 'schema-'],
    about:
      'Everything begins with files that can be read and have the form that their schema describes. What is wrong here hides what else may be wrong in the file.',
  },
  {
    title: 'Severities',
    prefixes: ['severity-'],
    about:
      'A solution can take findings more or less seriously than the tools do, in `solution/diagnostics.yaml`. What is said there must be right, or a finding would vanish unseen.',
  },
  {
    title: 'Analytics rules',
    prefixes: ['rule-'],
    about:
      'What Microsoft Sentinel refuses, what the public content repository refuses, and what would leave an alert without the facts that an analyst needs.',
  },
  {
    title: 'Queries',
    prefixes: ['kql-'],
    about:
      "Queries are bound by Microsoft's own parser against the tables of the workspace. The rest are rules of the house: forms that are valid, but miss events, count them twice or break later.",
  },
  {
    title: 'Workbook',
    prefixes: ['workbook-'],
    about:
      'A workbook shows its mistakes only to the customer, as an empty or red tile. So every query is tried with many values of its parameters, and every reference is followed.',
  },
  {
    title: 'Connector infrastructure',
    prefixes: ['infrastructure-'],
    about:
      'A deployment that fails half-way is the worst start. These checks find what Azure would refuse, and keep secrets and fixed places out of the template.',
  },
  {
    title: 'Connector page',
    prefixes: ['connector-'],
    about:
      'The page of the data connector is compared when the solution is published, and customers know the connector by its names.',
  },
  {
    title: 'Wizard',
    prefixes: ['wizard-'],
    about:
      'The portal does not say what it does with a faulty wizard, and it cannot be tried in a test. So everything that could fail is found before.',
  },
  {
    title: 'Watchlist',
    prefixes: ['watchlist-'],
    about:
      'Rules and workbook read the watchlist by its names, and customers fill it with rows of their own.',
  },
  {
    title: 'Solution, table, texts and logo',
    prefixes: ['solution-', 'table-', 'vocabulary-', 'text-', 'logo-', 'release-notes-'],
    about: 'What customers see in Content Hub, and the facts from which everything else is made.',
  },
  {
    title: 'Versions',
    prefixes: ['version-'],
    about:
      'Customers get an update only when the version of a content rises and its id stays. `solution/versions.lock.yaml` remembers both.',
  },
  {
    title: 'Files of authors',
    prefixes: ['author-', 'scenario-', 'mutant-', 'change-note-', 'format-'],
    about:
      'New rules, their scenarios, how these go and which faults they notice, notes of changes, and the layout that `npm run format` gives to all files.',
  },
  {
    title: 'Contribution',
    prefixes: ['contribution-'],
    about:
      'The files of a pull request to the public content repository are put through restatements of the validations that run there.',
  },
  {
    title: 'Packages',
    prefixes: ['package-'],
    about:
      'What `npm run inspect` and `npm run verify` say about a package that they are given, which may come from anywhere.',
  },
  {
    title: 'Compiled files',
    prefixes: ['arm-ttk', 'content-validation', 'template-', 'output-'],
    about:
      'The compiled templates are looked at as Microsoft and Azure would, and compared with those that are committed.',
  },
];

interface CodeGroup {
  readonly title: string;
  readonly prefixes: readonly string[];
  /** Why there are checks of this group. */
  readonly about: string;
}

/** The group that a code belongs to; undefined for one that falls between them. */
export function groupOf(code: string): CodeGroup | undefined {
  return groups.find(({ prefixes }) => isOf(prefixes, code));
}

const families: Readonly<Record<Check['family'], string>> = {
  'arm-ttk': 'Tests of arm-ttk, restated',
  'content-validation': 'Validations of the public content repository, restated',
  'template-limit': 'Limits of Azure',
};

export function checksPage(validations: readonly Validation[]): string {
  const entries = Object.entries<CodeDefinition>(registry);
  const sections = [otherFindings, ...groups].map(({ title, about }) => ({
    head: `## ${title}\n\n${about}`,
    list: entries.filter(([code]) => (groupOf(code) ?? otherFindings).title === title),
  }));
  return [
    head,
    ...sections
      .filter(({ list }) => list.length > 0)
      .map((section) => `${section.head}\n\n${codesTable(section.list)}`),
    certificationHead,
    ...Object.entries(families).map(([family, title]) => `### ${title}\n\n${checksTable(family)}`),
    `${contributionHead}\n\n${validationsTable(validations)}`,
  ]
    .join('\n\n')
    .concat('\n');
}

const otherFindings: CodeGroup = { title: 'Other findings', prefixes: [], about: 'Findings of no group.' };

function isOf(prefixes: readonly string[], code: string): boolean {
  return prefixes.some((prefix) => code.startsWith(prefix));
}

const head = `# Checks

Everything that \`npm run validate\` and \`npm run build:solution\` can report, by its code. Words in braces are filled in where a finding is made. A code leads to its page: why there is the check, what to do, and an edit that provokes the finding with the text that comes out.

An error stops the build and nothing is written; a warning does not. \`solution/diagnostics.yaml\` can change the severity of most. On the command line, \`npm run explain -- kql-join-kind\` tells about one code.

This page is made from the code. After a change there, \`npm run test:update\` writes it anew.`;

const certificationHead = `## What is looked for in the compiled files

The codes of compiled files stand for a whole list of checks each. These are the lists; a finding names the check.`;

function codesTable(entries: readonly (readonly [string, CodeDefinition])[]): string {
  return markdownTable(
    ['code', 'severity', 'what it says', 'what to do'],
    entries.map(([code, { severity, message, remedy }]) => [
      `[${code}](diagnostics/${code}.md)`,
      severity,
      cell(message.replace('{hint}', '')),
      cell(remedy),
    ]),
  );
}

const contributionHead = `## What is looked for in a contribution

Restatements of the validations that the public content repository runs, under the names that they have there.`;

/** A validation of the public content repository. */
interface Validation {
  readonly name: string;
  readonly remedy: string;
}

function validationsTable(validations: readonly Validation[]): string {
  return markdownTable(
    ['check', 'what to do about a finding'],
    validations.map(({ name, remedy }) => [cell(name), prose(remedy)]),
  );
}

function checksTable(family: string): string {
  return markdownTable(
    ['check', 'what to do about a finding'],
    checks.filter((check) => check.family === family).map(({ name, remedy }) => [cell(name), cell(remedy)]),
  );
}
