/**
 * docs/tuning.md: the constants at the top of each rule's query, made from the rules. In: the rules in the
 * order of the package, and the fragments that they share. Out: Markdown.
 */
import type { Fragment } from '../kql/fragment.ts';
import type { RuleFile } from '../model/rule.ts';
import { findConstants, type Constant } from './constant.ts';
import { cell, codeCell, markdownTable } from './table.ts';

export function tuningPage(rules: readonly RuleFile[], fragments: readonly Fragment[]): string {
  const shared = fragments
    .filter(({ kind }) => kind === 'definitions')
    .flatMap(({ source }) => findConstants(source.text));
  const sections = rules.map(({ name, query }) => {
    const constants = findConstants(query);
    return `## ${name}\n\n${constants.length > 0 ? constantsTable(constants) : 'Nothing to tune.'}`;
  });
  return `${head}\n\n## In every rule that uses them\n\n${constantsTable(shared)}\n\n${sections.join('\n\n')}\n`;
}

const head = `# Tuning the rules

Thresholds and exceptions are named constants at the top of a rule's query. In Microsoft Sentinel, open the active rule, edit its query and change the value. Lists are written like \`dynamic(["one", "two"])\`; ids are the UUIDs of 1Password.

Ids of privileged groups and vaults can also be rows of the watchlist PG1PW. See [the watchlist](rules.md#the-watchlist).

This page is made from the rules. After a change there, \`npm run test:update\` writes it anew.`;

/** A row for each comment: constants below the same one belong together. */
function constantsTable(constants: readonly Constant[]): string {
  const purposes = [...new Set(constants.map(({ purpose }) => purpose))];
  return markdownTable(
    ['constant', 'what it is for'],
    purposes.map((purpose) => {
      const together = constants.filter((constant) => constant.purpose === purpose);
      return [together.map(({ name, value }) => codeCell(`${name} = ${value}`)).join(', '), cell(purpose)];
    }),
  );
}
