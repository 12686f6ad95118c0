/**
 * Remembers what the last build without any finding read and wrote, so that a build with nothing to do
 * is told by comparing hashes. A changed source, tool or written file makes the stamp worthless.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sha256, type OutputFile } from '../bundle/file.ts';
import { sourceDigest } from '../load/sources.ts';
import { toolsState } from './tools.ts';

/** A file as the build wrote it. */
export type WrittenFile = Omit<OutputFile, 'bytes'> & { readonly size: number; readonly sha256: string };

interface Stamp {
  readonly root: string;
  readonly tools: string;
  readonly sources: string;
  readonly files: readonly WrittenFile[];
}

/** What the last build wrote, where a new one would write the same again. */
export function findUnchanged(root: string, cacheFolder: string): readonly WrittenFile[] | undefined {
  const stamp = read(join(cacheFolder, 'last-build.json'));
  if (!stamp || toolsState === undefined || stamp.tools !== toolsState || stamp.root !== resolve(root))
    return undefined;
  if (stamp.sources !== sourceDigest(root)) return undefined;
  return stamp.files.every((file) => isThere(root, file)) ? stamp.files : undefined;
}

/** Keeps what was written, for the next build. */
export function keepStamp(root: string, cacheFolder: string, files: readonly WrittenFile[]): void {
  if (toolsState === undefined) return;
  const stamp: Stamp = { root: resolve(root), tools: toolsState, sources: sourceDigest(root), files };
  try {
    mkdirSync(dirname(join(cacheFolder, 'last-build.json')), { recursive: true });
    writeFileSync(join(cacheFolder, 'last-build.json'), JSON.stringify(stamp));
  } catch {
    // Without a stamp the next build does everything again.
  }
}

function isThere(root: string, { path, sha256: expected }: WrittenFile): boolean {
  try {
    return sha256(readFileSync(join(root, path))) === expected;
  } catch {
    return false;
  }
}

function read(file: string): Stamp | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Stamp;
  } catch {
    return undefined;
  }
}
