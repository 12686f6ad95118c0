/**
 * Dead letters: append blobs of JSON lines, one for each stream and run. What stands in one was kept from
 * the table and can be sent again.
 */
import type { AppendBlobClient, ContainerClient } from '@azure/storage-blob';
import type { Stream } from '../core/stream.ts';
import { toStoreError } from './store-failure.ts';

/** Beginning of the names of all of them. */
export const deadLetterFolder = 'dead-letters';

/** Most that one append takes. */
const blockBytes = 4 * 1024 * 1024;

export interface DeadLetterPlace {
  readonly account: string;
  readonly stream: Stream;
  readonly runId: string;
  /** Time of the append, ms since 1970. */
  readonly now: number;
}

/** `dead-letters/<account>/<stream>/<yyyy>/<MM>/<dd>/<runId>.ndjson` */
export function deadLetterPath({ account, stream, runId, now }: DeadLetterPlace): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${deadLetterFolder}/${segment(account)}/${stream}/${day}/${segment(runId)}.ndjson`;
}

/** A part of a blob's name: ids come from outside and must not lead to other places. */
export function segment(text: string): string {
  return text.replace(/[^\w-]/g, '_') || '_';
}

/** Appends lines to a blob, one call after the other. */
export function createDeadLetterBlobs(
  container: ContainerClient,
  requestMilliseconds: number,
): (path: string, lines: readonly string[]) => Promise<void> {
  const limit = (): { readonly abortSignal: AbortSignal } => ({
    abortSignal: AbortSignal.timeout(requestMilliseconds),
  });
  const last = new Map<string, Promise<void>>();

  async function append(path: string, lines: readonly string[]): Promise<void> {
    const blob = container.getAppendBlobClient(path);
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8');
    try {
      await blob.createIfNotExists({
        ...limit(),
        blobHTTPHeaders: { blobContentType: 'application/x-ndjson' },
      });
      let position = await lengthOf(blob);
      for (let offset = 0; offset < bytes.length; offset += blockBytes) {
        const block = bytes.subarray(offset, offset + blockBytes);
        await appendBlock(blob, block, position);
        position += block.length;
      }
    } catch (error) {
      throw toStoreError(error);
    }
  }

  async function lengthOf(blob: AppendBlobClient): Promise<number> {
    return (await blob.getProperties(limit())).contentLength ?? 0;
  }

  /** At a known position, so that a block whose answer was lost is not appended twice. */
  async function appendBlock(blob: AppendBlobClient, block: Buffer, position: number): Promise<void> {
    try {
      const conditions = { appendPosition: position };
      await blob.appendBlock(block, block.length, { ...limit(), conditions });
    } catch (error) {
      const isThere =
        toStoreError(error).kind === 'conflict' && (await lengthOf(blob)) === position + block.length;
      if (!isThere) throw error;
    }
  }

  return (path, lines) => {
    const turn = (last.get(path) ?? Promise.resolve()).then(() => append(path, lines));
    // The next turn does not care how this one ended.
    const done = turn.catch(() => {});
    last.set(path, done);
    void done.then(() => {
      if (last.get(path) === done) last.delete(path);
    });
    return turn;
  };
}
