/**
 * In: `solution/diagnostics.yaml` and findings. Out: the findings with the severities of that file. An entry
 * with a fault is reported and changes nothing.
 */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/nearest.ts';
import { registry, type Code } from '../diagnostics/registry.ts';
import type { YamlDocument } from '../load/yaml.ts';
import type { SeveritiesFile, SeverityEntry } from '../model/severities.ts';
import { checkSchema } from '../validate/schema.ts';
import { whyFixed } from './fixed-codes.ts';

export const severitiesFile = 'solution/diagnostics.yaml';

export type Severities = ReadonlyMap<Code, SeverityEntry>;

/** Reads the entries; the file may be absent. */
export function readSeverities(
  document: YamlDocument | undefined,
  report: (d: Diagnostic) => void,
): Severities {
  const severities = new Map<Code, SeverityEntry>();
  if (!document) return severities;
  const faults = checkSchema(document, 'diagnostics');
  faults.forEach(report);
  if (faults.length > 0) return severities;
  const entries = (document as YamlDocument<SeveritiesFile | null>).value?.severities ?? [];
  const known = Object.keys(registry);
  entries.forEach((entry, index) => {
    const at = document.at(['severities', index, 'code']);
    const { code } = entry;
    if (!isCode(code)) {
      report(diagnostic('severity-unknown-code', at, { code, hint: suggest(code, known) }));
    } else if (severities.has(code)) {
      report(diagnostic('severity-twice', at, { code }));
    } else if (isLowered(entry, registry[code].severity) && whyFixed(code) !== undefined) {
      report(diagnostic('severity-fixed', at, { code, why: whyFixed(code) ?? '' }));
    } else {
      severities.set(code, entry);
    }
  });
  return severities;
}

export interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  /** Findings with the severity `off`. */
  readonly switchedOff: readonly Diagnostic[];
}

/** Gives findings the severities of the solution. */
export function judge(found: readonly Diagnostic[], severities: Severities): Judged {
  const diagnostics: Diagnostic[] = [];
  const switchedOff: Diagnostic[] = [];
  for (const finding of found) {
    const entry = severities.get(finding.code);
    if (!entry || entry.severity === finding.severity) {
      diagnostics.push(finding);
      continue;
    }
    const overridden = { ...finding, overridden: { from: finding.severity, reason: entry.reason } };
    if (entry.severity === 'off') switchedOff.push(overridden);
    else diagnostics.push({ ...overridden, severity: entry.severity });
  }
  return { diagnostics, switchedOff };
}

function isCode(code: string): code is Code {
  return Object.hasOwn(registry, code);
}

function isLowered({ severity }: SeverityEntry, from: Diagnostic['severity']): boolean {
  return from === 'error' && severity !== 'error';
}
