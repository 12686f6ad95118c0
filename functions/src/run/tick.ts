import { planBudget, type Budget } from '../core/budget.ts';
import { diagnose } from '../core/diagnosis.ts';
import { describeError } from '../core/redaction.ts';
import { parseRunState, type RunState } from '../core/run-state.ts';
import type { SettingProblem, Settings } from '../core/settings.ts';
import type { Summary } from '../core/summary.ts';
import { StoreError, type Lease, type Ports, type Stored } from '../ports.ts';
import { blocked, collect, type Collected } from './collect.ts';
import { report, type Base, type Ended, type Reported, type RunOptions } from './report.ts';
import { RequestLimiter } from './request-limiter.ts';
import { sendMetrics } from './send-metrics.ts';
import { Uploader } from './uploader.ts';

export type { RunOptions } from './report.ts';

/**
 * One run of the connector: lock, token, all streams, health row, metrics (connector.md 2). Faults of the
 * outside never come out as exceptions; they stand in the summary. Ends within the budget, the health row
 * apart.
 */
export async function runTick(ports: Ports, settings: Settings, options: RunOptions): Promise<Summary> {
  const budget = planBudget(ports.clock.now(), settings.runBudgetSeconds);
  const { summary, metrics } = await runLocked(ports, settings, options, budget);
  // The lock is free again: nobody waits for what is only told.
  if (metrics !== undefined) await sendMetrics(ports, metrics, budget.end);
  return summary;
}

/** All that needs the lock, and giving it back. */
async function runLocked(
  ports: Ports,
  settings: Settings,
  options: RunOptions,
  budget: Budget,
): Promise<Ended> {
  const { clock, chance, log } = ports;
  const { startedAt } = budget;
  const id = chance.id(startedAt);
  const ending = new AbortController();
  const timers = new AbortController();
  clock.sleep(budget.lastUpload - startedAt, timers.signal).then(
    () => ending.abort(),
    () => undefined,
  );
  const uploadTime = { signal: ending.signal, deadline: budget.lastUpload };
  const uploader = new Uploader(ports, id, settings.concurrentUploads, uploadTime);
  const secrets = new Set<string>();
  const base = { ports, settings, id, budget, ending: ending.signal, uploader, secrets };
  let lease: Lease | undefined;
  try {
    lease = options.problems?.length ? undefined : await ports.store.lock(id);
    lease?.lost.addEventListener('abort', () => ending.abort());
    if (lease?.lost.aborted) ending.abort();
    const collected = lease === undefined ? problemsOf(options.problems) : await collectSafely(base, lease);
    return await report({ ...base, startedAt, options }, collected);
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'lease-taken') {
      log.write('warn', 'Another run has the lock; this one does nothing.', { runId: id });
      return { summary: anotherRun(error, clock.now() - startedAt) };
    }
    return await report({ ...base, startedAt, options }, failure(settings, error));
  } finally {
    timers.abort();
    // Given back last, so that no other run begins in between; it lapses by itself where that fails.
    await lease?.release().catch(() => undefined);
  }
}

/** Reads what the run before left, collects, and leaves the same to the next. */
async function collectSafely(base: Base, lease: Lease): Promise<Reported> {
  const { ports, settings, budget } = base;
  const stored = await ports.store.readRunState();
  const before = parseRunState(stored?.value, budget.startedAt);
  const rates = { perMinute: settings.requestsPerMinute, perHour: settings.requestsPerHour };
  const limiter = new RequestLimiter(ports.clock, rates, before.requests, before.apiPausedUntil);
  const lock = { lost: lease.lost, isClosed: false };
  let collected: Collected;
  try {
    collected = await collect({ ...base, before, limiter, lock });
  } catch (error) {
    collected = failure(settings, error);
  }
  lock.isClosed = true;
  const after = stateAfter(before, limiter, collected, budget.startedAt);
  if (!lease.lost.aborted) await leaveState(ports, after, stored);
  return { ...collected, moreToCome: after.moreToCome, requests: limiter.requestsInHour() };
}

function stateAfter(
  before: RunState,
  limiter: RequestLimiter,
  collected: Collected,
  startedAt: number,
): RunState {
  const reports = Object.entries(collected.reports);
  const known = collected.known ?? before.known;
  const hasSaved = reports.some(([, { checkpointed }]) => checkpointed);
  const lastRunAt = hasSaved ? startedAt : before.lastRunAt;
  return {
    schema: 1,
    requests: limiter.window,
    moreToCome: Object.fromEntries(
      reports
        .filter(([, { reason }]) => reason === 'more-to-come')
        .map(([stream]) => [stream, (before.moreToCome[stream as keyof typeof before.moreToCome] ?? 0) + 1]),
    ),
    ...(known === undefined ? {} : { known }),
    ...(lastRunAt === undefined ? {} : { lastRunAt }),
    ...(limiter.pausedUntil > startedAt ? { apiPausedUntil: limiter.pausedUntil } : {}),
  };
}

/** Losing this state costs comfort only, so that a failure is no more than a line in the log. */
async function leaveState(ports: Ports, state: RunState, stored: Stored<unknown> | undefined): Promise<void> {
  try {
    await ports.store.writeRunState(state, stored?.etag);
  } catch (error) {
    ports.log.write('warn', 'The state of the run could not be saved.', { error: describeError(error) });
  }
}

function problemsOf(problems: readonly SettingProblem[] | undefined): Collected {
  const [first] = problems ?? [];
  const message = (problems ?? []).map((problem) => problem.message).join(' ');
  return { reports: {}, isBlocked: true, diagnosis: diagnose(first?.code ?? 'setting-invalid', message) };
}

/** What a run comes to that met an exception. */
function failure(settings: Settings, error: unknown): Collected {
  if (!(error instanceof StoreError)) {
    return blocked(settings, diagnose('internal-error', describeError(error)), 'error', 'internal');
  }
  const diagnosis = diagnose('checkpoint-store-unreachable', `${error.message}.`);
  return blocked(settings, diagnosis, 'error', 'checkpoint-unreachable');
}

function anotherRun(error: StoreError, durationMs: number): Summary {
  const detail = `Another run of the connector is active; this one did nothing. ${error.message}`;
  return {
    outcome: 'degraded',
    streams: {},
    health: { rows: 0 },
    diagnosis: diagnose('another-run-active', detail),
    durationMs,
  };
}

/** The summary of a run that could not even send a row, for lack of settings. */
export function summarizeProblems(problems: readonly SettingProblem[]): Summary {
  const { diagnosis = null, reports } = problemsOf(problems);
  return {
    outcome: 'failed',
    streams: reports,
    health: { rows: 0 },
    diagnosis: diagnosis ?? null,
    durationMs: 0,
  };
}
