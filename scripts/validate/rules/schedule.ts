import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import { toMinutes, type RuleFile } from '../../model/rule.ts';

/** Bounds in minutes. Source: ScheduledTemplateInternalModel.cs of the public content repository, REST API. */
const hour = 60;
const day = 24 * hour;
const shortest = 5;
const longest = 14 * day;
/** From this period on a rule may run once an hour at most. */
const longPeriod = 2 * day;
const longestLookback = 7 * day;

/** How often, how far back and for how long: what the service accepts. */
export function checkSchedule(doc: YamlDocument<RuleFile>): Diagnostic[] {
  const rule = doc.value;
  const findings: Diagnostic[] = [];
  const report = (key: keyof RuleFile, reason: string): void => {
    findings.push(
      diagnostic('rule-schedule', doc.at([key]), { what: key, value: String(rule[key]), reason }),
    );
  };
  const frequency = toMinutes(rule.queryFrequency);
  const period = toMinutes(rule.queryPeriod);
  if (frequency !== undefined && (frequency < shortest || frequency > longest)) {
    report('queryFrequency', 'it must lie between 5m and 14d');
  }
  if (period !== undefined && (period < shortest || period > longest)) {
    report('queryPeriod', 'it must lie between 5m and 14d');
  }
  if (frequency !== undefined && period !== undefined) {
    if (period < frequency)
      report('queryPeriod', `it must not be shorter than queryFrequency (${rule.queryFrequency})`);
    if (period >= longPeriod && frequency < hour) {
      report(
        'queryFrequency',
        `with a queryPeriod of 2d or more (${rule.queryPeriod}) it must be at least 1h`,
      );
    }
  }
  const suppression = toMinutes(rule.suppressionDuration ?? '');
  if (suppression !== undefined && (suppression < shortest || suppression > day)) {
    report('suppressionDuration', 'it must lie between 5m and 24h');
  }
  const lookback = rule.incidentConfiguration?.groupingConfiguration?.lookbackDuration;
  const lookbackMinutes = toMinutes(lookback ?? '');
  if (lookback !== undefined && lookbackMinutes !== undefined) {
    if (lookbackMinutes < shortest || lookbackMinutes > longestLookback) {
      const place = doc.at(['incidentConfiguration', 'groupingConfiguration', 'lookbackDuration']);
      const reason = 'it must lie between 5m and 7d';
      findings.push(
        diagnostic('rule-schedule', place, { what: 'lookbackDuration', value: lookback, reason }),
      );
    }
  }
  return findings;
}
