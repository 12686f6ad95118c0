import type { Diagnosis } from './diagnosis.ts';
import type { Row } from './row.generated.ts';
import type { Outcome, StreamReports } from './summary.ts';
import { isoTime } from './timestamp.ts';

/** What a health row tells beside the streams. */
export interface RunFacts {
  readonly id: string;
  readonly version: string;
  readonly runId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly isPastDue: boolean;
  readonly accountUuid: string | undefined;
  readonly host: string;
  readonly features: readonly string[] | undefined;
  readonly tokenFingerprint: string | undefined;
  readonly tokenExpiresAt: number | undefined;
  readonly requestsThisHour: number;
  readonly budgetUsedPercent: number;
}

const day = 86_400_000;

/** Diagnoses for which the earlier function wrote its row of refused credentials, which rules look for. */
const credentialCodes: ReadonlySet<string> = new Set([
  'api-key-missing',
  'api-key-invalid',
  'api-key-expired',
  'api-key-wrong-region',
  'key-vault-reference-unresolved',
]);

/** One row a run, so that silence means that nothing runs (connector.md 6.1). */
export function healthRow(
  run: RunFacts,
  outcome: Outcome,
  diagnosis: Diagnosis | null,
  streams: StreamReports,
): Row {
  const isRefused = diagnosis !== null && outcome === 'failed' && credentialCodes.has(diagnosis.code);
  return {
    uuid_s: run.id,
    timestamp: isoTime(run.endedAt),
    category: isRefused ? 'credentials_failed' : outcome,
    action_type: isRefused ? 'API Key Invalid' : shortText(outcome, diagnosis),
    details: {
      version: run.version,
      runId: run.runId,
      startedAt: isoTime(run.startedAt),
      durationMs: durationOf(run),
      budgetUsedPercent: run.budgetUsedPercent,
      pastDue: run.isPastDue,
      outcome,
      diagnosis,
      requestsThisHour: run.requestsThisHour,
      features: run.features ?? null,
      host: run.host,
      tokenFingerprint: run.tokenFingerprint ?? null,
      tokenExpiresInDays: tokenDaysLeft(run),
      streams,
    },
    ...(run.accountUuid === undefined ? {} : { account_uuid: run.accountUuid }),
    log_source: 'healthevents',
  };
}

/** How long a run took until its row was made, ms. */
export function durationOf({ startedAt, endedAt }: RunFacts): number {
  return endedAt - startedAt;
}

/** Whole days that the token has left; negative where it has expired, null where it does not say. */
export function tokenDaysLeft({ tokenExpiresAt, endedAt }: RunFacts): number | null {
  return tokenExpiresAt === undefined ? null : Math.floor((tokenExpiresAt - endedAt) / day);
}

/** A row that only finds out whether the address takes rows at all. */
export function probeRow(id: string, runId: string, now: number): Row {
  return {
    uuid_s: id,
    timestamp: isoTime(now),
    category: 'degraded',
    action_type: 'Probe after a refused batch',
    details: { runId, probe: true, streams: {} },
    log_source: 'healthevents',
  };
}

function shortText(outcome: Outcome, diagnosis: Diagnosis | null): string {
  if (diagnosis !== null) return diagnosis.code;
  return outcome === 'ok' ? 'Collected' : outcome === 'degraded' ? 'Collected in part' : 'Nothing collected';
}
