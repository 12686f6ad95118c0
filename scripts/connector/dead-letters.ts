/**
 * Dead letters, listed and sent again. An event is mapped anew, so that a newer version of the connector
 * can do what the one before could not. What is sent carries the mark `resent`; what was sent is not sent
 * a second time.
 */
import type { ContainerClient } from '@azure/storage-blob';
import { quoteLongNumbers } from '../../functions/src/core/json-numbers.ts';
import { mapEvent, type Mapped, type Marks } from '../../functions/src/core/mapper.ts';
import { isTooBig, shortenFields, stubOf } from '../../functions/src/core/oversize.ts';
import { StreamProgress } from '../../functions/src/core/stream-progress.ts';
import { toSendables, type Draft } from '../../functions/src/run/sendable.ts';
import type { Uploader } from '../../functions/src/run/uploader.ts';
import { listDeadLetterBlobs, markResent, readLines, type DeadLetterBlob } from './dead-letter-store.ts';

export interface DeadLetterEntry extends Omit<DeadLetterBlob, 'resentBytes' | 'bytes'> {
  readonly events: number;
  /** Events that were not sent again yet. */
  readonly waiting: number;
  /** Number of events by reason. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Every blob of dead letters with what it holds. */
export async function listDeadLetters(container: ContainerClient): Promise<DeadLetterEntry[]> {
  const entries: DeadLetterEntry[] = [];
  for (const blob of await listDeadLetterBlobs(container)) {
    const all = await readLines(container, blob, 0);
    const waiting = await readLines(container, blob, blob.resentBytes);
    const { path, account, stream, day, runId } = blob;
    const counts = { events: all.length, waiting: waiting.length, reasons: countReasons(all) };
    entries.push({ path, account, stream, day, runId, ...counts });
  }
  return entries;
}

export interface Resent {
  readonly path: string;
  readonly sent: number;
  /** Rows that stand for less than their event, as before. */
  readonly incomplete: number;
}

/** Sends what waits in each blob, and marks the blob once all of it was accepted. */
export async function resendDeadLetters(
  container: ContainerClient,
  uploader: Uploader,
  report: (resent: Resent) => void,
): Promise<void> {
  for (const blob of await listDeadLetterBlobs(container)) {
    const lines = await readLines(container, blob, blob.resentBytes);
    if (lines.length === 0) continue;
    const rows = toSendables(lines.map((line, index) => toRow(line, index, blob)));
    const progress = new StreamProgress();
    let refused = 0;
    // The event is kept where it is.
    const keep = async (): Promise<string> => {
      refused += 1;
      return blob.path;
    };
    await uploader.sendPage(rows, { progress, keep });
    await markResent(container, blob);
    const cut = rows.filter(({ isStub, marks }) => isStub || marks.truncated !== undefined).length;
    report({ path: blob.path, sent: rows.length, incomplete: cut + refused });
  }
}

function toRow(line: string, index: number, { stream, path }: DeadLetterBlob): Draft {
  const row = fit(mapEvent(eventOf(line), stream));
  const isWhole = row.marks.truncated === undefined && row.marks.stub === undefined;
  const marks: Marks = { resent: true, ...(isWhole ? {} : { deadLetter: path }) };
  return { row, marks, index, isStub: row.marks.stub === true };
}

function fit(row: Mapped): Mapped {
  const shortened = shortenFields(row);
  return isTooBig(shortened) ? stubOf(row) : shortened;
}

function eventOf(line: string): unknown {
  return parse(line)['event'];
}

function countReasons(lines: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const reason = String(parse(line)['reason'] ?? 'unknown');
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

/** A line that cannot be read stands for an event that cannot: it becomes a row with what there is. */
function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(quoteLongNumbers(line)) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
