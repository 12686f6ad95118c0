import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { toJsonFinding } from '../diagnostics/json-report.ts';
import type { Report } from './report.ts';

/** Findings as one JSON document. Members are added to it, never renamed or removed (`schemaVersion`). */
export function toJson(report: Pick<Report, 'command' | 'diagnostics' | 'switchedOff' | 'result'>): string {
  const { command, diagnostics, switchedOff, result } = report;
  const document = {
    schemaVersion: 1,
    command,
    ok: !hasErrors(diagnostics),
    errors: count(diagnostics, 'error'),
    warnings: count(diagnostics, 'warning'),
    findings: diagnostics.map(toJsonFinding),
    // What solution/diagnostics.yaml leaves out is told all the same.
    ...(switchedOff.length > 0 && {
      switchedOff: switchedOff.map((d) => ({ ...toJsonFinding(d), severity: 'off' })),
    }),
    ...result,
  };
  return JSON.stringify(document, null, 2);
}

function count(diagnostics: readonly Diagnostic[], severity: Diagnostic['severity']): number {
  return diagnostics.filter((d) => d.severity === severity).length;
}
