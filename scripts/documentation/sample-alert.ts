import type { DocumentedRule } from './documented-rule.ts';
import { findColumnNote, type RuleNotesFile, type SampleValue } from './rule-notes.ts';
import { cell, codeCell, markdownTable } from './table.ts';

/** What an alert of the rule looks like, with the made-up values of the notes. */
export function sampleAlert({ name, rule }: DocumentedRule, file: RuleNotesFile): string {
  const value = (column: string): SampleValue => findColumnNote(file, name, column)?.sample ?? '';
  const override = rule.alertDetailsOverride ?? {};
  const fill = (format: string): string =>
    format.replace(/\{\{(\w+)\}\}/g, (_, column: string) => asText(value(column)));
  const { alertSeverityColumnName: fromRow } = override;
  const title = fill(override.alertDisplayNameFormat ?? rule.name);
  const description = fill(override.alertDescriptionFormat ?? rule.description)
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  const details = Object.entries(rule.customDetails ?? {});
  return [
    '## A sample alert',
    'With made-up values.',
    [
      `> **${cell(title)}**`,
      `> ${fromRow ? asText(value(fromRow)) : rule.severity}`,
      `> ${cell(description)}`,
    ].join('\n>\n'),
    markdownTable(
      ['custom detail', 'value'],
      details.map(([label, column]) => {
        const text = asText(value(column));
        return [codeCell(label), text === '' ? '' : codeCell(text)];
      }),
    ),
  ].join('\n\n');
}

/** As Microsoft Sentinel shows a value: a list as JSON. */
function asText(value: SampleValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
