/**
 * docs/tuning.md: the constants at the top of each rule's query, made from the rules. In: the rules in the
 * order of the package, and the fragments that they share. Out: Markdown.
 */
import type { Fragment } from '../kql/fragment.ts';
import { constantsTable } from './constants-table.ts';
import { findConstants } from './constant.ts';
import type { DocumentedRule } from './documented-rule.ts';

/** Fragments that only the workbook calls. */
const workbookPrefix = 'wb_';

export function tuningPage(rules: readonly DocumentedRule[], fragments: readonly Fragment[]): string {
  const shared = fragments
    .filter(({ kind, name }) => kind === 'definitions' && !name.startsWith(workbookPrefix))
    .flatMap(({ source }) => findConstants(source.text));
  const sections = rules.map(({ name, rule }) => {
    const constants = findConstants(rule.query);
    const table = constants.length > 0 ? constantsTable(constants) : 'Nothing to tune.';
    return `## ${rule.name}\n\n[What it finds](rules/${name}.md)\n\n${table}`;
  });
  return `${head}\n\n## In every rule that uses them\n\n${constantsTable(shared)}\n\n${sections.join('\n\n')}\n`;
}

const head = `# Tuning the rules

Thresholds and exceptions are named constants at the top of a rule's query. In Microsoft Sentinel, open the active rule, edit its query and change the value. Lists are written like \`dynamic(["one", "two"])\`; ids are the UUIDs of 1Password.

Ids of privileged groups and vaults can also be rows of the watchlist PG1PW. See [the watchlist](guide.md#the-watchlist-pg1pw).

This page is made from the rules. After a change there, \`npm run test:update\` writes it anew.`;
