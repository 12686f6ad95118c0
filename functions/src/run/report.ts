import { hostOf } from '../core/api-endpoint.ts';
import { diagnose, type Diagnosis } from '../core/diagnosis.ts';
import { healthRow, type RunFacts } from '../core/health-row.ts';
import { limits } from '../core/limits.ts';
import { metricsOf, type RunMetrics } from '../core/metrics.ts';
import { createRedactor, describeError, redactTexts } from '../core/redaction.ts';
import type { Row } from '../core/row.generated.ts';
import type { RunState } from '../core/run-state.ts';
import type { SettingProblem } from '../core/settings.ts';
import { decideOutcome, type Summary } from '../core/summary.ts';
import type { Collected, Frame } from './collect.ts';

export interface RunOptions {
  /** Of the connector. */
  readonly version: string;
  /** The platform started the run late. */
  readonly isPastDue?: boolean;
  /** Settings that cannot be used: then the run only reports them. */
  readonly problems?: readonly SettingProblem[];
}

/** What a run has before it has its lock. */
export type Base = Omit<Frame, 'lock' | 'limiter' | 'before'>;

/** What was collected, with what the next run has to know. */
export type Reported = Collected & {
  readonly moreToCome?: RunState['moreToCome'];
  readonly requests?: number;
};

interface Reporting extends Base {
  readonly startedAt: number;
  readonly options: RunOptions;
}

/** What a run ends with, and what Application Insights is told of it. */
export interface Ended {
  readonly summary: Summary;
  /** Absent where nothing was done. */
  readonly metrics?: RunMetrics;
}

/** Sends the health row and makes the summary. */
export async function report(run: Reporting, collected: Reported): Promise<Ended> {
  const { ports, settings, uploader, budget, startedAt, options } = run;
  const { clock, chance } = ports;
  const { isBlocked, moreToCome = {} } = collected;
  const redact = createRedactor([...run.secrets]);
  const reports = redactTexts(collected.reports, redact);
  const diagnosis = redactTexts(collected.diagnosis ?? null, redact);
  const outcome = decideOutcome(reports, { isBlocked, hasRemark: diagnosis !== null, moreToCome });
  const endedAt = clock.now();
  const facts: RunFacts = {
    id: chance.id(endedAt),
    version: options.version,
    runId: run.id,
    startedAt,
    endedAt,
    isPastDue: options.isPastDue ?? false,
    accountUuid: collected.known?.accountUuid,
    host: hostOf(settings.apiEndpoint),
    features: collected.features,
    tokenFingerprint: collected.tokenFingerprint,
    tokenExpiresAt: collected.tokenExpiresAt,
    requestsThisHour: collected.requests ?? 0,
    budgetUsedPercent: Math.round(((endedAt - startedAt) * 100) / (budget.end - startedAt)),
  };
  const row = healthRow(facts, outcome, diagnosis, reports);
  const trouble = redactTexts(await sendHealth(run, row), redact);
  const summary: Summary = {
    outcome: trouble !== undefined && outcome === 'ok' ? 'degraded' : outcome,
    streams: reports,
    health: { rows: uploader.healthRows },
    diagnosis: diagnosis ?? trouble ?? null,
    durationMs: clock.now() - startedAt,
  };
  logSummary(run, summary, collected.known?.accountUuid);
  return { summary, metrics: metricsOf(facts, reports) };
}

/** A run that ended early does not spend the rest of its time on the health row. */
const longestHealthMs = 3 * limits.healthMs;

const healthCodes = {
  'ingestion-forbidden': 'ingestion-forbidden',
  'ingestion-configuration': 'ingestion-misconfigured',
  ingestion: 'rate-limited',
} as const;

/** The row has some time of its own; gives what stands in the way of it. */
async function sendHealth(run: Reporting, row: Row): Promise<Diagnosis | undefined> {
  const { clock } = run.ports;
  const ending = new AbortController();
  const timer = new AbortController();
  const deadline = Math.min(run.budget.healthEnd, clock.now() + longestHealthMs);
  clock.sleep(deadline - clock.now(), timer.signal).then(
    () => ending.abort(),
    () => undefined,
  );
  try {
    const stop = await run.uploader.sendHealth(row, { signal: ending.signal, deadline });
    if (stop === undefined) return undefined;
    const code = healthCodes[stop.reason as keyof typeof healthCodes] ?? 'ingestion-unreachable';
    return diagnose(code, stop.message);
  } catch (error) {
    if (ending.signal.aborted)
      return diagnose('ingestion-unreachable', 'The health row was not accepted in time.');
    return diagnose('internal-error', describeError(error));
  } finally {
    timer.abort();
  }
}

function logSummary(
  run: Reporting,
  { streams, outcome, diagnosis, durationMs }: Summary,
  account?: string,
): void {
  const { log } = run.ports;
  for (const [stream, entry] of Object.entries(streams)) {
    const level = entry.state === 'ok' || entry.state === 'missing-feature' ? 'info' : 'warn';
    log.write(level, `${stream}: ${entry.state} (${entry.reason})`, {
      runId: run.id,
      account,
      stream,
      ...entry,
    });
  }
  const level = outcome === 'failed' ? 'error' : outcome === 'ok' ? 'info' : 'warn';
  log.write(level, `Run ${outcome}.`, { runId: run.id, account, durationMs, diagnosis });
}
