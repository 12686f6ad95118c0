/**
 * docs/rules.md: all rules at a glance, each leading to its page. In: the rules in the order of the package,
 * and the notes on them. Out: Markdown.
 */
import type { DocumentedRule } from './documented-rule.ts';
import type { RuleNotesFile } from './rule-notes.ts';
import { every, spaced } from './rule-page.ts';
import { cell, markdownTable } from './table.ts';

export function rulesPage(rules: readonly DocumentedRule[], { rules: notes }: RuleNotesFile): string {
  const table = markdownTable(
    ['rule', 'severity', 'tactics', 'runs every', 'watchlist'],
    rules.map(({ name, rule }) => [
      `[${cell(rule.name)}](rules/${name}.md)`,
      Object.keys(notes[name]?.severity ?? { [rule.severity]: '' }).join(', '),
      rule.tactics.map(spaced).join(', '),
      every(rule.queryFrequency),
      /\bprivileged_ids\b/.test(rule.query) ? 'PG1PW' : '',
    ]),
  );
  return `${head(rules.length)}\n\n${table}\n\n${foot}\n`;
}

const head = (count: number): string => `# Rules

The ${count} analytics rules. Each page tells what the rule finds, what to check when it does, what gives false alarms and what can be tuned.

They are installed as templates and do nothing until you [activate them](guide.md#activate-the-rules). Where a rule has several severities, the row of the result decides.`;

const foot = `- [Tuning](tuning.md): the constants of all rules on one page.
- [The table](table.md): the columns that the rules read.
- [Writing rules](writing-rules.md): how to change a rule or add one.

This page is made from the rules. After a change there, \`npm run test:update\` writes it anew.`;
