import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { maskLiterals } from '../../kql/mask.ts';
import { alertSeverities } from '../../model/rule.ts';
import { checkColumn, textLikeTypes } from './column-reference.ts';
import type { BoundRule } from './rule-frame.ts';

/** Source: AlertDetailsOverride.cs of the public content repository. */
const maximumPlaceholders = 3;
const formats = ['alertDisplayNameFormat', 'alertDescriptionFormat'] as const;
const placeholder = /\{\{([^{}]*)\}\}/g;

/** What an alert takes from its row: texts with placeholders, severity, tactics, properties. */
export function checkOverrides(rule: BoundRule): Diagnostic[] {
  const { doc, analysis } = rule;
  const override = doc.value.alertDetailsOverride ?? {};
  const columnNames = ['alertSeverityColumnName', 'alertTacticsColumnName'] as const;
  return [
    ...formats.flatMap((key) => checkFormat(rule, key)),
    ...columnNames.flatMap((key) => {
      const name = override[key];
      if (name === undefined) return [];
      const place = doc.at(['alertDetailsOverride', key]);
      return checkColumn(name, analysis.columns, place, { use: key, types: ['string'] });
    }),
    ...(override.alertDynamicProperties ?? []).flatMap(({ value, alertProperty }, index) => {
      const place = doc.at(['alertDetailsOverride', 'alertDynamicProperties', index, 'value']);
      return checkColumn(value, analysis.columns, place, {
        use: alertProperty,
        types: ['string', 'dynamic'],
      });
    }),
    ...checkEventGrouping(rule),
    ...checkSeverityTexts(rule),
  ];
}

function checkFormat({ doc, analysis }: BoundRule, key: (typeof formats)[number]): Diagnostic[] {
  const text = doc.value.alertDetailsOverride?.[key];
  if (text === undefined) return [];
  const path = ['alertDetailsOverride', key];
  const found = [...text.matchAll(placeholder)];
  const findings = found.flatMap(({ 0: whole, 1: name = '', index }) => {
    const place = doc.within(path, index, whole.length);
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      return [diagnostic('rule-placeholder-syntax', place, { placeholder: whole, form: '{{Column}}' })];
    }
    return checkColumn(name, analysis.columns, place, { use: key, types: textLikeTypes });
  });
  // What is left of braces after the well-formed placeholders was meant to be one.
  const rest = /\{\{.*|\}\}/.exec(text.replace(placeholder, ''));
  if (rest) {
    const args = { placeholder: rest[0], form: '{{Column}}' };
    findings.push(diagnostic('rule-placeholder-syntax', doc.at(path), args));
  }
  if (found.length > maximumPlaceholders) {
    const args = { count: found.length, limit: maximumPlaceholders };
    findings.push(diagnostic('rule-placeholder-count', doc.at(path), args));
  }
  return findings;
}

/** One alert for all rows takes its title and severity from an arbitrary row. */
function checkEventGrouping({ doc }: BoundRule): Diagnostic[] {
  const { alertDetailsOverride: override, eventGroupingSettings } = doc.value;
  if (eventGroupingSettings?.aggregationKind === 'AlertPerResult') return [];
  const fromRow = [
    override?.alertSeverityColumnName !== undefined && (['alertSeverityColumnName', 'severity'] as const),
    override?.alertDisplayNameFormat?.search(placeholder) !== undefined &&
      override.alertDisplayNameFormat.search(placeholder) >= 0 &&
      (['alertDisplayNameFormat', 'title'] as const),
  ].filter((entry) => entry !== false);
  return fromRow.map(([key, what]) =>
    diagnostic('rule-event-grouping', doc.at(['alertDetailsOverride', key]), { what }),
  );
}

/** Texts in the expression of AlertSeverity that are nearly, but not quite, a severity. */
function checkSeverityTexts({ doc, composed }: BoundRule): Diagnostic[] {
  if (doc.value.alertDetailsOverride?.alertSeverityColumnName === undefined) return [];
  const { text } = composed;
  const masked = maskLiterals(text);
  return [...masked.matchAll(/\bAlertSeverity\s*=(?![=~])/g)].flatMap(({ index }) => {
    const end = masked.slice(index).search(/\n\s*(?:\w+\s*=(?![=~])|\|)/);
    const expression = text.slice(index, end < 0 ? text.length : index + end);
    return [...expression.matchAll(/"(\w+)"/g)].flatMap(({ 1: value = '' }) => {
      const wanted = nearest(value, alertSeverities);
      if (wanted === undefined || wanted === value) return [];
      const start = text.indexOf(`"${value}"`, index);
      const isOwn = !composed.segments.findLast((s) => s.start <= start)?.fragment;
      const place = isOwn
        ? doc.within(['query'], ownOffset(composed, start), value.length + 2)
        : doc.at(['query']);
      return [diagnostic('rule-severity-value', place, { value, wanted })];
    });
  });
}

function ownOffset(composed: BoundRule['composed'], offset: number): number {
  const segment = composed.segments.findLast((s) => s.start <= offset);
  return segment ? segment.origin + offset - segment.start : offset;
}
