import type { Checkpoint } from '../core/checkpoint.ts';
import { limits, second } from '../core/limits.ts';
import { StreamStop } from '../core/stream-report.ts';
import { StoreError } from '../ports.ts';
import { assertLocked, lockLost, type Run } from './run.ts';

/** Holds the position of a stream and the tag under which it may be written next. */
export class CheckpointKeeper {
  readonly #run: Run;
  #etag: string | undefined;
  #checkpoint: Checkpoint;

  constructor(run: Run, checkpoint: Checkpoint, etag: string | undefined) {
    this.#run = run;
    this.#checkpoint = checkpoint;
    this.#etag = etag;
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /** Changes the position in memory only; the next save stores it. */
  draft(checkpoint: Checkpoint): void {
    this.#checkpoint = checkpoint;
  }

  /** Stores the position; tries again for a while, since rows may have been accepted that it stands for. */
  async save(next: Checkpoint): Promise<void> {
    const { clock, store } = this.#run.ports;
    const until = Math.min(clock.now() + limits.saveMs, this.#run.budget.end);
    let isInDoubt = false;
    for (;;) {
      assertLocked(this.#run);
      try {
        this.#etag = await store.writeCheckpoint(next, this.#etag);
        this.#checkpoint = next;
        return;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        // An earlier try may have arrived though its answer did not.
        if (error.kind === 'conflict' && isInDoubt && (await this.#isStored(next))) return;
        if (error.kind !== 'unreachable') throw lockLost();
        isInDoubt = true;
        if (clock.now() + second > until) throw unreachable(error);
      }
      await clock.sleep(second, this.#run.lock.lost);
    }
  }

  async #isStored(next: Checkpoint): Promise<boolean> {
    const { store } = this.#run.ports;
    try {
      const stored = await store.readCheckpoint(next.accountUuid, next.stream);
      if (stored === undefined || 'unreadable' in stored || !isSame(stored.value, next)) return false;
      this.#etag = stored.etag;
      this.#checkpoint = next;
      return true;
    } catch (error) {
      if (error instanceof StoreError) return false;
      throw error;
    }
  }
}

export function unreachable(error: StoreError): StreamStop {
  return new StreamStop(
    'error',
    'checkpoint-unreachable',
    `The position could not be read or saved: ${error.message}.`,
  );
}

function isSame(a: Checkpoint, b: Checkpoint): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf({ cursor, runId, intent, totals, refused, backfill }: Checkpoint): string {
  return JSON.stringify([
    cursor,
    runId,
    intent?.cursor,
    totals.events,
    totals.resets,
    refused?.cursorHash,
    backfill,
  ]);
}
