import { diagnose, explainRefusal, type Diagnosis, type DiagnosisCode } from './diagnosis.ts';
import type { StreamReason, StreamReport } from './stream-report.ts';
import type { StreamReports } from './summary.ts';
import type { TokenClaims } from './token.ts';

/** What a reason of a stream means for the run, the gravest first. */
const codes: readonly (readonly [StreamReason, DiagnosisCode])[] = [
  ['internal', 'internal-error'],
  ['checkpoint-unreachable', 'checkpoint-store-unreachable'],
  ['ingestion-forbidden', 'ingestion-forbidden'],
  ['ingestion-configuration', 'ingestion-misconfigured'],
  ['ingestion-unavailable', 'ingestion-unreachable'],
  ['checkpoint-corrupt', 'checkpoint-corrupt'],
  ['lock-lost', 'another-run-active'],
  ['api', 'rate-limited'],
  ['ingestion', 'rate-limited'],
  ['api-unavailable', 'api-unreachable'],
];

/** The diagnosis that the states of the streams call for, if any. */
export function diagnoseStreams(
  reports: StreamReports,
  token: { readonly claims: TokenClaims | undefined; readonly host: string; readonly now: number },
): Diagnosis | undefined {
  const all = Object.values(reports);
  const granted = all.filter(({ state }) => state !== 'missing-feature');
  if (granted.length > 0 && granted.every(({ reason }) => reason === 'revoked-or-expired')) {
    return explainRefusal(token.claims, token.host, token.now);
  }
  for (const [reason, code] of codes) {
    const found = all.find((report) => report.reason === reason);
    if (found !== undefined) return diagnose(code, found.message);
  }
  return all.some(isWrongAddress)
    ? diagnose('api-unreachable', 'The address in apiEndpoint answers, but not as the Events API does.')
    : undefined;
}

function isWrongAddress({ reason, httpStatus }: StreamReport): boolean {
  return reason === 'api-configuration' && httpStatus === 404;
}
