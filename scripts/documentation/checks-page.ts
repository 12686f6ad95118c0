/**
 * docs/checks.md, made from the registry of findings and the list of certification checks, so that the
 * page cannot say anything else than the tools do.
 */
import type { Check } from '../certify/check.ts';
import { checks } from '../certify/checks.ts';
import type { CodeDefinition } from '../diagnostics/code.ts';
import { registry } from '../diagnostics/registry.ts';
import { cell, markdownTable } from './table.ts';

/** Codes are grouped by how they begin; the first prefix that fits counts, and all others come first. */
const groups = [
  { title: 'Files, YAML and CSV', prefixes: ['file-', 'yaml-', 'csv-', 'schema-'] },
  { title: 'Analytics rules', prefixes: ['rule-'] },
  { title: 'Queries', prefixes: ['kql-'] },
  { title: 'Workbook', prefixes: ['workbook-'] },
  { title: 'Connector infrastructure', prefixes: ['infrastructure-'] },
  { title: 'Connector page', prefixes: ['connector-'] },
  { title: 'Wizard', prefixes: ['wizard-'] },
  { title: 'Watchlist', prefixes: ['watchlist-'] },
  {
    title: 'Solution, table, texts and logo',
    prefixes: ['solution-', 'table-', 'vocabulary-', 'text-', 'logo-', 'release-notes-'],
  },
  { title: 'Versions', prefixes: ['version-'] },
  { title: 'Compiled files', prefixes: ['arm-ttk', 'content-validation', 'template-', 'output-'] },
];

const families: Readonly<Record<Check['family'], string>> = {
  'arm-ttk': 'Tests of arm-ttk, restated',
  'content-validation': 'Validations of the public content repository, restated',
  'template-limit': 'Limits of Azure',
};

export function checksPage(): string {
  const entries = Object.entries<CodeDefinition>(registry);
  const others = entries.filter(([code]) => !groups.some(({ prefixes }) => isOf(prefixes, code)));
  const sections = groups.map(
    ({ title, prefixes }) => [title, entries.filter(([code]) => isOf(prefixes, code))] as const,
  );
  return [
    head,
    ...[['Other findings', others] as const, ...sections]
      .filter(([, list]) => list.length > 0)
      .map(([title, list]) => `## ${title}\n\n${codesTable(list)}`),
    certificationHead,
    ...Object.entries(families).map(([family, title]) => `### ${title}\n\n${checksTable(family)}`),
  ]
    .join('\n\n')
    .concat('\n');
}

function isOf(prefixes: readonly string[], code: string): boolean {
  return prefixes.some((prefix) => code.startsWith(prefix));
}

const head = `# Checks

Everything that \`npm run validate\` and \`npm run build:solution\` can report, by its code. Words in braces are filled in where a finding is made. A code leads to its sample: an edit that provokes the finding, and the text that it must give.

An error stops the build and nothing is written; a warning does not.

This page is made from the code. After a change there, \`npm run test:update\` writes it anew.`;

const certificationHead = `## What is looked for in the compiled files

The codes of compiled files stand for a whole list of checks each. These are the lists; a finding names the check.`;

function codesTable(entries: readonly (readonly [string, CodeDefinition])[]): string {
  return markdownTable(
    ['code', 'severity', 'what it says', 'what to do'],
    entries.map(([code, { severity, message, remedy }]) => [
      `[${code}](../test/negative/${code}/)`,
      severity,
      cell(message),
      cell(remedy),
    ]),
  );
}

function checksTable(family: string): string {
  return markdownTable(
    ['check', 'what to do about a finding'],
    checks.filter((check) => check.family === family).map(({ name, remedy }) => [cell(name), cell(remedy)]),
  );
}
