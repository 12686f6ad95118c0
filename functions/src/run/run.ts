import type { Owner } from '../core/checkpoint-changes.ts';
import type { Budget } from '../core/budget.ts';
import type { RunState } from '../core/run-state.ts';
import type { Settings } from '../core/settings.ts';
import { StreamStop } from '../core/stream-report.ts';
import type { Ports } from '../ports.ts';
import type { ApiToken } from './api-token.ts';
import type { RequestLimiter } from './request-limiter.ts';
import type { Uploader } from './uploader.ts';

/** What a run has before it knows its token. */
export interface RunFrame {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly id: string;
  readonly budget: Budget;
  /** Given when requests and uploads have to end: the budget is used up, or the lock is lost. */
  readonly ending: AbortSignal;
  readonly lock: RunLock;
  readonly limiter: RequestLimiter;
  readonly uploader: Uploader;
  /** As the run before left it. */
  readonly before: RunState;
}

/** What all parts of one run share. */
export interface Run extends RunFrame {
  readonly token: ApiToken;
  readonly owner: Owner;
  /** Whether introspection accepted the token in this run. */
  readonly isJudged: boolean;
}

/** Whether positions may still be written. */
export interface RunLock {
  readonly lost: AbortSignal;
  /** Set when the run has ended: work that is still under way must not write any more. */
  isClosed: boolean;
}

/** Throws where another run may have taken over, or this one is over. */
export function assertLocked({ lock }: Pick<Run, 'lock'>): void {
  if (lock.lost.aborted) throw lockLost();
  if (lock.isClosed) throw new StreamStop('error', 'internal', 'The run is over.');
}

export function lockLost(): StreamStop {
  return new StreamStop(
    'error',
    'lock-lost',
    'Another run took the lock; this one stopped and wrote no position.',
  );
}

/** Shortens a cursor for logs and reports: 8 hexadecimal digits of its digest. */
export function hashOf(run: Pick<Run, 'ports'>, text: string): string {
  return run.ports.sha256(text).slice(0, 8);
}
