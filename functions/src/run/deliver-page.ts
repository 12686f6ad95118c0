import { dropDuplicates } from '../core/deduplication.ts';
import { itemTexts } from '../core/item-texts.ts';
import { delayOf } from '../core/lag.ts';
import type { Mapped, Marks } from '../core/mapper.ts';
import { isTooBig, shortenFields, stubOf } from '../core/oversize.ts';
import type { MappedPage } from '../core/page-rows.ts';
import type { StreamProgress } from '../core/stream-progress.ts';
import { StreamStop } from '../core/stream-report.ts';
import type { Stream } from '../core/stream.ts';
import { isoTime } from '../core/timestamp.ts';
import { StoreError } from '../ports.ts';
import { unreachable, type CheckpointKeeper } from './checkpoint-keeper.ts';
import type { Lane } from './lane.ts';
import { assertLocked, hashOf, type Run } from './run.ts';
import { toSendables, type Draft, type Sendable } from './sendable.ts';

/** A page with whose position it is. */
export interface Delivery {
  readonly stream: Stream;
  readonly page: MappedPage;
  readonly lane: Lane;
  readonly keeper: CheckpointKeeper;
  readonly progress: StreamProgress;
  /** Rows of this page may have been accepted in an earlier run. */
  readonly isRepeat: boolean;
}

interface Entry {
  readonly row: Mapped;
  readonly index: number;
  /** Why the original has to be kept. */
  readonly reason?: string;
}

/**
 * Takes a page to the table and saves the position behind it: every event is then accepted, a duplicate,
 * left out on request, or in the dead letters. Gives the number of new rows.
 */
export async function deliverPage(run: Run, delivery: Delivery): Promise<number> {
  const { page, lane, keeper, progress } = delivery;
  const { clock, sha256 } = run.ports;
  progress.isCheckpointed = false;
  progress.add('pages');
  progress.hasMore = page.hasMore;
  noteRows(delivery, clock.now());
  const { rows, duplicates, conflicts, keys } = dropDuplicates(page.rows, keeper.checkpoint.recent, sha256);
  progress.add('duplicates', duplicates);
  progress.add('conflicts', conflicts);
  const deadLettersBefore = progress.count('deadLetters');
  let batches = 0;
  if (rows.length > 0) {
    await keeper.save(lane.intend(keeper.checkpoint, page.cursor, run.id));
    const kept = new DeadLetters(run, delivery);
    const ready = await makeRows(run, delivery, rows.map(fit), kept);
    batches = await run.uploader.sendPage(ready, {
      progress,
      keep: (index, reason) => kept.keep(index, reason),
    });
  }
  const isEnd = !page.hasMore;
  if (rows.length > 0 || lane.isMoved(keeper.checkpoint, page.cursor, isEnd)) {
    const totals = {
      events: page.events,
      batches,
      deadLetters: progress.count('deadLetters') - deadLettersBefore,
      duplicates,
      resets: 0,
    };
    const lastEventTime = greatest(rows.map(({ row }) => row.time));
    const result = { cursor: page.cursor, keys, lastEventTime, totals, isEnd };
    await keeper.save(lane.commit(keeper.checkpoint, result, run.id, clock.now()));
  }
  progress.isCheckpointed = true;
  progress.savedInThisRun = true;
  progress.savedAt = clock.now();
  progress.lastEventTime = keeper.checkpoint.lastEventTime;
  progress.hasReachedEnd = isEnd;
  return rows.length;
}

function noteRows({ page, progress }: Delivery, now: number): void {
  progress.add('events', page.events);
  progress.add('dropped', page.events - page.rows.length);
  for (const { row, unknownValues } of page.rows) {
    progress.noteUnknown(row.unknownNames, unknownValues);
    if (row.time !== undefined) progress.noteLag(now - row.time);
  }
}

/** Cuts what is too large; from here on the row may be less than the event. */
function fit({ row, index }: Entry): Entry {
  if (row.problem === 'too-deep') return { row, index, reason: row.problem };
  const shortened = shortenFields(row);
  if (isTooBig(shortened)) return { row: stubOf(row), index, reason: 'too-large' };
  if (row.problem !== undefined) return { row: shortened, index, reason: row.problem };
  return shortened === row ? { row, index } : { row: shortened, index, reason: 'truncated' };
}

async function makeRows(
  run: Run,
  { lane, keeper, isRepeat, progress }: Delivery,
  entries: readonly Entry[],
  kept: DeadLetters,
): Promise<readonly Sendable[]> {
  const poison = entries.filter(({ reason }) => reason !== undefined);
  const deadLetter = poison.length === 0 ? undefined : await kept.keepAll(poison);
  progress.add('truncated', entries.filter(({ row }) => row.marks.truncated !== undefined).length);
  const now = run.ports.clock.now();
  const drafts = entries.map(({ row, index, reason }): Draft => {
    const delay = delayOf(row.time, now);
    const marks: Marks = {
      ...lane.marksOf(keeper.checkpoint, row.time),
      ...(isRepeat ? { resent: true } : {}),
      ...(reason === undefined || deadLetter === undefined ? {} : { deadLetter }),
      ...(delay === undefined ? {} : { delay }),
      ...(run.settings.logLevel === 'debug' ? { run: run.id } : {}),
    };
    return { row, marks, index, isStub: row.marks.stub === true };
  });
  return toSendables(drafts);
}

/** Keeps originals of a page where no row can hold them. */
class DeadLetters {
  readonly #run: Run;
  readonly #delivery: Delivery;
  #texts: readonly string[] | undefined;

  constructor(run: Run, delivery: Delivery) {
    this.#run = run;
    this.#delivery = delivery;
  }

  keep(index: number, reason: string): Promise<string> {
    return this.keepAll([{ index, reason }]);
  }

  async keepAll(
    entries: readonly { readonly index: number; readonly reason?: string | undefined }[],
  ): Promise<string> {
    const { stream, page, keeper, progress } = this.#delivery;
    const { clock, store } = this.#run.ports;
    const texts = (this.#texts ??= itemTexts(page.body));
    const now = clock.now();
    const frame = { when: isoTime(now), runId: this.#run.id, cursorHash: hashOf(this.#run, page.cursor) };
    const lines = entries.map(({ index, reason }) => {
      const head = JSON.stringify({ reason, ...frame }).slice(0, -1);
      return `${head},"event":${texts[index] ?? 'null'}}`;
    });
    assertLocked(this.#run);
    try {
      const path = await store.appendDeadLetters(
        keeper.checkpoint.accountUuid,
        stream,
        this.#run.id,
        now,
        lines,
      );
      progress.add('deadLetters', lines.length);
      return path;
    } catch (error) {
      if (error instanceof StoreError) throw unreachable(error);
      if (error instanceof Error && !this.#run.ending.aborted) {
        throw new StreamStop('error', 'checkpoint-unreachable', 'The dead letters could not be written.');
      }
      throw error;
    }
  }
}

function greatest(times: readonly (number | undefined)[]): number | undefined {
  let found: number | undefined;
  for (const time of times) if (time !== undefined && (found === undefined || time > found)) found = time;
  return found;
}
