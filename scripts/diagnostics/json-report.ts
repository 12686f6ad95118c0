import type { Diagnostic } from './diagnostic.ts';

/** A finding as other programs read it; one level, stable names. */
export function toJsonFinding(d: Diagnostic): Readonly<Record<string, string | number>> {
  const { file, line, column, length } = d.location;
  return {
    code: d.code,
    severity: d.severity,
    file,
    line,
    column,
    length,
    message: d.message,
    remedy: d.remedy,
    ...(d.overridden && { defaultSeverity: d.overridden.from, severityReason: d.overridden.reason }),
  };
}
