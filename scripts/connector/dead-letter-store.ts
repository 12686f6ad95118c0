import type { Readable } from 'node:stream';
import type { ContainerClient } from '@azure/storage-blob';
import { readBody } from '../../functions/src/adapters/answer-body.ts';
import { deadLetterFolder } from '../../functions/src/adapters/dead-letter-blobs.ts';
import { isAbsent, toStoreError } from '../../functions/src/adapters/store-failure.ts';
import { streams, type Stream } from '../../functions/src/core/stream.ts';

/** The dead letters of one run and stream. */
export interface DeadLetterBlob {
  readonly path: string;
  readonly account: string;
  readonly stream: Stream;
  /** `2026-03-04` */
  readonly day: string;
  readonly runId: string;
  readonly bytes: number;
  /** So many bytes from the beginning were sent again. */
  readonly resentBytes: number;
}

/** Far more than a run should ever put aside. */
const maximumBytes = 512 * 1024 * 1024;

/** Name of the blob's metadata that says how much of it was sent again. */
const mark = 'resentbytes';

/** All dead letters by their paths; none where there is no container yet. */
export async function listDeadLetterBlobs(container: ContainerClient): Promise<DeadLetterBlob[]> {
  const found: DeadLetterBlob[] = [];
  try {
    for await (const item of container.listBlobsFlat({
      prefix: `${deadLetterFolder}/`,
      includeMetadata: true,
    })) {
      const resent = Number(item.metadata?.[mark] ?? 0);
      const blob = fromPath(item.name, item.properties.contentLength ?? 0, resent);
      if (blob) found.push(blob);
    }
  } catch (error) {
    if (!isAbsent(error)) throw toStoreError(error);
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function fromPath(path: string, bytes: number, resentBytes: number): DeadLetterBlob | undefined {
  const [, account = '', stream, day = '', runId = ''] =
    /^[^/]+\/([^/]+)\/([^/]+)\/(\d{4}\/\d\d\/\d\d)\/([^/]+)\.ndjson$/.exec(path) ?? [];
  const known = streams.find((name) => name === stream);
  return known && { path, account, stream: known, day: day.replaceAll('/', '-'), runId, bytes, resentBytes };
}

/** The lines from a byte on. */
export async function readLines(
  container: ContainerClient,
  { path, bytes }: DeadLetterBlob,
  from: number,
): Promise<string[]> {
  if (from >= bytes) return [];
  try {
    const { readableStreamBody } = await container.getBlobClient(path).download(from, bytes - from);
    const text = await readBody(readableStreamBody as Readable, undefined, maximumBytes);
    return text.split('\n').filter((line) => line !== '');
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Remembers that everything up to the blob's length as it was listed has been sent again. */
export async function markResent(container: ContainerClient, { path, bytes }: DeadLetterBlob): Promise<void> {
  try {
    await container.getBlobClient(path).setMetadata({ [mark]: String(bytes) });
  } catch (error) {
    throw toStoreError(error);
  }
}
