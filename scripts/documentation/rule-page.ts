/**
 * docs/rules/<name>.md: a page for those who get the alerts of a rule. In: the rule as it is shipped, and the
 * notes on it. Out: Markdown.
 */
import { toMinutes, type Duration, type RuleFile } from '../model/rule.ts';
import { constantsTable } from './constants-table.ts';
import { findConstants } from './constant.ts';
import type { DocumentedRule } from './documented-rule.ts';
import { findColumnNote, type RuleNotes, type RuleNotesFile } from './rule-notes.ts';
import { sampleAlert } from './sample-alert.ts';
import { anchorOf, cell, codeCell, markdownTable, prose } from './table.ts';

export function rulePage(documented: DocumentedRule, file: RuleNotesFile): string {
  const { name, rule, query } = documented;
  const notes = file.rules[name];
  if (!notes) throw new TypeError(`docs/notes/rules.yaml has no notes on ${name}`);
  const constants = findConstants(rule.query);
  return `${[
    `# ${rule.name}`,
    rule.description.trim().replace(/\s*\n\s*/g, ' '),
    factsTable(documented, notes, file),
    `## Why it matters\n\n${notes.why.trim()}`,
    `## What to check\n\n${numbered(notes.check)}`,
    `## False alarms\n\n${bulleted(notes.falseAlarms)}`,
    `## What to tune\n\n${constants.length > 0 ? `${tuningHint(rule)}\n\n${constantsTable(constants)}` : 'Nothing.'}`,
    sampleAlert(documented, file),
    `## Columns\n\n${columnsTable(documented, file)}`,
    `## Query\n\nAs it is shipped. It can be run in Logs as it stands.\n\n\`\`\`kql\n${query.trimEnd()}\n\`\`\``,
    `This page is made from [the rule](../../analytics-rules/${name}.yaml) and [the notes](../notes/rules.yaml). All rules: [rules](../rules.md).`,
  ].join('\n\n')}\n`;
}

function factsTable({ rule }: DocumentedRule, notes: RuleNotes, file: RuleNotesFile): string {
  const incidents = rule.incidentConfiguration;
  const grouping = incidents?.groupingConfiguration;
  return markdownTable(
    ['', ''],
    [
      ['Severity', severityText(rule, notes)],
      ['Tactics', rule.tactics.map(spaced).join(', ')],
      ['Techniques', rule.relevantTechniques.map((id) => techniqueLink(id, file)).join('<br>')],
      ['Runs', `Every ${every(rule.queryFrequency)}, over the last ${every(rule.queryPeriod)}`],
      ['Reads', readsText(rule)],
      ['Alerts', rule.eventGroupingSettings?.aggregationKind === 'AlertPerResult' ? perRow : perRun],
      ['Incidents', incidents?.createIncident ? incidentText(grouping) : 'None'],
      ['Id', `\`${rule.id}\``],
    ],
  );
}

const perRow = 'One for each row of the result';
const perRun = 'One for all rows of a run';

function severityText(rule: RuleFile, { severity }: RuleNotes): string {
  if (!severity) return rule.severity;
  return Object.entries(severity)
    .map(([level, when]) => `${level}: ${prose(when)}`)
    .join('<br>');
}

function techniqueLink(id: string, { techniques }: RuleNotesFile): string {
  return `[${id}](https://attack.mitre.org/techniques/${id.replace('.', '/')}/) ${cell(techniques[id] ?? '')}`.trim();
}

function readsText({ query, requiredDataConnectors }: RuleFile): string {
  const tables = [...new Set(requiredDataConnectors.flatMap(({ dataTypes }) => dataTypes))];
  const others = [
    ...(/\bprivileged_ids\b/.test(query) ? ['the watchlist `PG1PW`'] : []),
    ...(/\bSentinelHealth\b/.test(query) ? ['`SentinelHealth` where it is there'] : []),
  ];
  return [...tables.map((table) => `[\`${table}\`](../table.md)`), ...others].join(', ');
}

type Grouping = NonNullable<RuleFile['incidentConfiguration']>['groupingConfiguration'];

function incidentText(grouping: Grouping): string {
  if (!grouping?.enabled) return 'One for each alert';
  const by = [
    ...(grouping.groupByEntities ?? []).map((entity) => `the same ${entity.toLowerCase()}`),
    ...(grouping.groupByAlertDetails ?? []).map((detail) => `the same ${spaced(detail).toLowerCase()}`),
    ...(grouping.groupByCustomDetails ?? []).map((detail) => `the same ${detail}`),
  ];
  return `One for alerts of ${by.join(' and ')} within ${words(grouping.lookbackDuration)}`;
}

function tuningHint({ name }: RuleFile): string {
  return `Constants at the top of the query. How to change them: [tuning](../tuning.md#${anchorOf(name)}).`;
}

function columnsTable({ name, rule, columns }: DocumentedRule, file: RuleNotesFile): string {
  const details = Object.entries(rule.customDetails ?? {});
  return markdownTable(
    ['column', 'type', 'meaning', 'custom detail', 'entity'],
    columns.map(({ name: column, type }) => [
      codeCell(column),
      type,
      prose(findColumnNote(file, name, column)?.meaning ?? ''),
      details.flatMap(([label, source]) => (source === column ? codeCell(label) : [])).join(', '),
      (rule.entityMappings ?? [])
        .flatMap(({ entityType, fieldMappings }) =>
          fieldMappings
            .filter(({ columnName }) => columnName === column)
            .map(({ identifier }) => `${entityType}: ${identifier}`),
        )
        .join(', '),
    ]),
  );
}

function numbered(lines: readonly string[]): string {
  return lines.map((line, index) => `${index + 1}. ${line.trim()}`).join('\n');
}

function bulleted(lines: readonly string[]): string {
  return lines.map((line) => `- ${line.trim()}`).join('\n');
}

/** `DefenseEvasion` as words. */
export function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

/** `5m` as `5 minutes`. */
function words(duration: Duration): string {
  const minutes = toMinutes(duration);
  const unit = { m: 'minute', h: 'hour', d: 'day' }[duration.at(-1) as 'm' | 'h' | 'd'];
  if (minutes === undefined) throw new TypeError(`${duration} is no duration`);
  const count = Number.parseInt(duration, 10);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What follows the word every: a single unit goes without its number. */
export function every(duration: Duration): string {
  return words(duration).replace(/^1 /, '');
}
