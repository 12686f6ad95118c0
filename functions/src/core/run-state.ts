import { isRecord } from './page.ts';
import { parseRateWindow, type RateWindow } from './rate-window.ts';
import { streams, type Stream } from './stream.ts';
import { parseFeatures } from './token.ts';

/** What one run leaves to the next beside the positions. Losing it costs comfort, never events. */
export interface RunState {
  readonly schema: 1;
  /** Requests of the past hour. */
  readonly requests: RateWindow;
  /** The API may be asked again from then on, ms. */
  readonly apiPausedUntil?: number;
  /** What introspection said last. */
  readonly known?: KnownAccount;
  /** Runs in a row that ended with more to come, by stream. */
  readonly moreToCome: Readonly<Partial<Record<Stream, number>>>;
  /** Start of the last run that collected, ms. */
  readonly lastRunAt?: number;
}

export interface KnownAccount {
  readonly accountUuid: string;
  readonly integrationUuid: string;
  readonly features: readonly Stream[];
  /** Whose token said so. */
  readonly fingerprint: string;
}

/** Reads what was stored; what is not readable is left out. */
export function parseRunState(value: unknown, now: number): RunState {
  if (!isRecord(value) || value['schema'] !== 1) return { schema: 1, requests: [], moreToCome: {} };
  const counts = isRecord(value['moreToCome']) ? value['moreToCome'] : {};
  const known = parseKnown(value['known']);
  const { apiPausedUntil, lastRunAt } = value;
  return {
    schema: 1,
    requests: parseRateWindow(value['requests'], now),
    moreToCome: Object.fromEntries(
      streams.flatMap((stream) =>
        Number.isInteger(counts[stream]) ? [[stream, counts[stream] as number]] : [],
      ),
    ),
    ...(known === undefined ? {} : { known }),
    ...(typeof apiPausedUntil === 'number' ? { apiPausedUntil } : {}),
    ...(typeof lastRunAt === 'number' ? { lastRunAt } : {}),
  };
}

function parseKnown(value: unknown): KnownAccount | undefined {
  if (!isRecord(value)) return undefined;
  const { accountUuid, integrationUuid, fingerprint } = value;
  const features = parseFeatures(value['features']);
  if (typeof accountUuid !== 'string' || typeof integrationUuid !== 'string') return undefined;
  if (typeof fingerprint !== 'string' || features === undefined) return undefined;
  return { accountUuid, integrationUuid, features, fingerprint };
}
