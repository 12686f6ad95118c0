import type { Readable } from 'node:stream';
import type { ContainerClient } from '@azure/storage-blob';
import { StoreError } from '../ports.ts';
import { readBody } from './answer-body.ts';
import { isAbsent, toStoreError } from './store-failure.ts';

/** No document of ours comes near this. */
const maximumBytes = 32 * 1024 * 1024;

export interface TextDocument {
  readonly text: string;
  readonly etag: string;
}

/** JSON documents in one container, each read and written as a whole. */
export interface Documents {
  /** Undefined where there is none, or not even the container. */
  read(path: string): Promise<TextDocument | undefined>;
  /** Writes where the tag still fits, with `undefined` where nothing is there yet; gives the new tag. */
  write(path: string, text: string, etag: string | undefined): Promise<string>;
  /** Writes whatever is there. */
  replace(path: string, text: string): Promise<void>;
}

export function createDocuments(container: ContainerClient, requestMilliseconds: number): Documents {
  const limit = (): { readonly abortSignal: AbortSignal } => ({
    abortSignal: AbortSignal.timeout(requestMilliseconds),
  });

  async function read(path: string): Promise<TextDocument | undefined> {
    const { abortSignal } = limit();
    try {
      // The library repeats a request that got no answer. A body that is cut it reports as an abort.
      return await download(path, abortSignal).catch((error: unknown) => {
        if (abortSignal.aborted || (error as Error).name !== 'AbortError') throw error;
        return download(path, abortSignal);
      });
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw toStoreError(error);
    }
  }

  async function download(path: string, abortSignal: AbortSignal): Promise<TextDocument> {
    const blob = container.getBlockBlobClient(path);
    const { readableStreamBody, etag } = await blob.download(0, undefined, { abortSignal });
    if (!readableStreamBody || etag === undefined)
      throw new StoreError('unreachable', 'an answer without a body');
    return { text: await readBody(readableStreamBody as Readable, undefined, maximumBytes), etag };
  }

  async function upload(
    path: string,
    text: string,
    conditions: { readonly ifMatch?: string; readonly ifNoneMatch?: string },
  ): Promise<string> {
    const blob = container.getBlockBlobClient(path);
    const blobHTTPHeaders = { blobContentType: 'application/json' };
    // As bytes: a text is encoded a second time on its way out, and slowly.
    const bytes = Buffer.from(text, 'utf8');
    const { etag } = await blob.upload(bytes, bytes.length, {
      ...limit(),
      conditions,
      blobHTTPHeaders,
    });
    if (etag === undefined) throw new StoreError('unreachable', 'an answer without a tag');
    return etag;
  }

  return {
    read,
    async write(path, text, etag) {
      try {
        return await upload(path, text, etag === undefined ? { ifNoneMatch: '*' } : { ifMatch: etag });
      } catch (error) {
        const failure = toStoreError(error);
        if (failure.kind !== 'conflict') throw failure;
        // A write whose answer was lost is repeated by the library, and meets its own result.
        const there = await read(path);
        if (there?.text !== text) throw failure;
        return there.etag;
      }
    },
    async replace(path, text) {
      try {
        await upload(path, text, {});
      } catch (error) {
        throw toStoreError(error);
      }
    },
  };
}
