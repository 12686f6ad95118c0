import { hostOf } from '../core/api-endpoint.ts';
import { diagnose, type Diagnosis } from '../core/diagnosis.ts';
import { describeError } from '../core/redaction.ts';
import type { KnownAccount } from '../core/run-state.ts';
import type { Settings } from '../core/settings.ts';
import { diagnoseStreams } from '../core/stream-diagnosis.ts';
import { StreamProgress } from '../core/stream-progress.ts';
import type { StreamReason, StreamState } from '../core/stream-report.ts';
import type { Stream } from '../core/stream.ts';
import type { StreamReports } from '../core/summary.ts';
import { readClaims, tokenForm, trimToken } from '../core/token.ts';
import { ApiToken } from './api-token.ts';
import { runBackfill } from './backfill.ts';
import { introspect, type Judgement } from './introspect.ts';
import { unassignedAccount } from './open-position.ts';
import type { Run, RunFrame } from './run.ts';
import { runStream } from './stream-worker.ts';

/** The frame of a run, and what collecting adds to it. */
export interface Frame extends RunFrame {
  /** Tokens that were read: nothing that is reported may hold one. */
  readonly secrets: Set<string>;
}

/** What came of it. */
export interface Collected {
  readonly reports: StreamReports;
  readonly diagnosis: Diagnosis | undefined;
  /** Not even a first request for events was made. */
  readonly isBlocked: boolean;
  readonly known?: KnownAccount;
  readonly features?: readonly Stream[];
  readonly tokenFingerprint?: string;
  readonly tokenExpiresAt?: number;
}

/** Share of the budget that the question about the token may take. */
const introspectionShare = 0.15;

/** Judges the token and collects all streams that it grants. */
export async function collect(frame: Frame): Promise<Collected> {
  const { ports, settings, limiter, ending, before, budget, secrets } = frame;
  let value: string;
  try {
    value = trimToken(await ports.apiKey.read(false, ending));
    secrets.add(value);
  } catch (error) {
    return blocked(settings, diagnose('key-vault-reference-unresolved', `${describeError(error)}. `));
  }
  const form = tokenForm(value);
  if (form === 'missing') return blocked(settings, diagnose('api-key-missing'));
  if (form === 'unresolved-reference') return blocked(settings, diagnose('key-vault-reference-unresolved'));
  if (form === 'unusable') {
    return blocked(
      settings,
      diagnose('api-key-invalid', 'The API key holds a blank or another sign that no token has.'),
    );
  }
  const host = hostOf(settings.apiEndpoint);
  const ask = (token: string, deadline: number): Promise<Judgement> =>
    introspect(ports, limiter, token, { host, deadline, signal: ending });
  const firstDeadline = budget.startedAt + (budget.end - budget.startedAt) * introspectionShare;
  const reread = async (refused: string): Promise<string | undefined> => {
    if (!ports.apiKey.canChange) return undefined;
    try {
      const fresh = trimToken(await ports.apiKey.read(true, ending));
      secrets.add(fresh);
      return tokenForm(fresh) === 'usable' && fresh !== refused ? fresh : undefined;
    } catch {
      return undefined;
    }
  };
  let judgement = await ask(value, firstDeadline);
  if (judgement.kind === 'refused') {
    const fresh = await reread(value);
    if (fresh !== undefined) {
      value = fresh;
      judgement = await ask(fresh, firstDeadline);
    }
  }
  const claims = readClaims(value);
  const tokenFingerprint = ports.sha256(value).slice(0, 8);
  const facts = {
    tokenFingerprint,
    ...(claims?.expiresAt === undefined ? {} : { tokenExpiresAt: claims.expiresAt }),
  };
  if (judgement.kind === 'refused') return { ...blocked(settings, judgement.diagnosis), ...facts };

  const isSameToken = before.known?.fingerprint === tokenFingerprint;
  if (judgement.kind === 'unknown' && before.known !== undefined && !isSameToken) {
    // The saved positions may be another account's.
    return { ...blocked(settings, judgement.diagnosis, 'error', 'api-unavailable'), ...facts };
  }
  const introspection = judgement.kind === 'good' ? judgement.introspection : undefined;
  const features = introspection?.features ?? claims?.features ?? before.known?.features ?? settings.streams;
  const integrationUuid = introspection?.integrationUuid ?? before.known?.integrationUuid ?? '';
  const isSameIntegration =
    isSameToken || (integrationUuid !== '' && before.known?.integrationUuid === integrationUuid);
  const accountUuid =
    introspection?.accountUuid ??
    (isSameIntegration ? before.known?.accountUuid : undefined) ??
    unassignedAccount;
  const known: KnownAccount = { accountUuid, integrationUuid, features, fingerprint: tokenFingerprint };

  const token = new ApiToken(value, async (refused) => {
    const fresh = await reread(refused);
    const again = fresh === undefined ? undefined : await ask(fresh, budget.lastFetch);
    return again?.kind === 'good' && (again.introspection.accountUuid ?? accountUuid) === accountUuid
      ? fresh
      : undefined;
  });
  const owner = { accountUuid, integrationUuid, host };
  const reports = await runStreams(
    { ...frame, token, owner, isJudged: introspection !== undefined },
    features,
  );
  const base = { known, features, reports, ...facts };
  const granted = settings.streams.filter((stream) => features.includes(stream));
  if (granted.length === 0) {
    const detail =
      features.length === 0
        ? 'The API key grants no kind of events.'
        : 'The API key grants none of the kinds of events in STREAMS.';
    return { ...base, isBlocked: true, diagnosis: diagnose('api-key-no-features', detail) };
  }
  const found = diagnoseStreams(reports, { claims, host, now: ports.clock.now() });
  const unjudged = judgement.kind === 'unknown' ? judgement.diagnosis : undefined;
  return { ...base, isBlocked: false, diagnosis: found ?? unjudged };
}

/** All streams at once, then what is left of the time for the past. */
async function runStreams(run: Run, features: readonly Stream[]): Promise<StreamReports> {
  const { ports, settings, budget } = run;
  const work = settings.streams.map((stream) => ({ stream, progress: new StreamProgress() }));
  const over = new AbortController();
  const collectAll = async (): Promise<void> => {
    const keepers = await Promise.all(
      work.map(({ stream, progress }) => {
        if (features.includes(stream)) return runStream(run, stream, progress);
        progress.end(
          'missing-feature',
          'not-in-token',
          `The API key does not grant ${stream}; these events are not collected.`,
        );
        return undefined;
      }),
    );
    const isDone = work.every(({ stream, progress }) => progress.hasReachedEnd || !features.includes(stream));
    if (settings.backfillFrom === undefined || !isDone) return;
    await Promise.all(
      work.map(async ({ stream, progress }, index) => {
        const keeper = keepers[index];
        if (keeper !== undefined) await runBackfill(run, stream, keeper, progress);
      }),
    );
  };
  // A call that never comes back must not hold up the health row.
  const end = ports.clock.sleep(budget.end - ports.clock.now(), over.signal).catch(() => undefined);
  await Promise.race([collectAll(), end]);
  over.abort();
  const now = ports.clock.now();
  return Object.fromEntries(work.map(({ stream, progress }) => [stream, progress.report(now)]));
}

/** Reports of streams that were not even asked for. */
export function blocked(
  settings: Settings,
  diagnosis: Diagnosis,
  state: StreamState = 'unauthorized',
  reason: StreamReason = diagnosis.code === 'api-key-wrong-region' ? 'wrong-region' : 'revoked-or-expired',
): Collected {
  const progress = new StreamProgress();
  progress.end(state, reason, diagnosis.message);
  const reports = Object.fromEntries(settings.streams.map((stream) => [stream, progress.report(0)]));
  return { reports, diagnosis, isBlocked: true };
}
