import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256, type OutputFile } from '../bundle/file.ts';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { WrittenFile } from './build-stamp.ts';

/** Files as a report lists them. */
export function listWritten(files: readonly OutputFile[]): WrittenFile[] {
  return files.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sha256(bytes) }));
}

/** A line for each file with its size. */
export function summarize(files: readonly WrittenFile[]): string {
  const width = Math.max(...files.map(({ path }) => path.length));
  return files.map(({ path, size }) => `${path.padEnd(width)}  ${(size / 1024).toFixed(1)} KB`).join('\n');
}

/** A finding where the system does not let a file be written; anything else is a fault of the toolchain. */
export function blockedBy(root: string, error: unknown): Diagnostic {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined) throw error;
  const file = relative(root, path).replaceAll('\\', '/');
  return diagnostic('output-blocked', startOf(file), { file, reason: code });
}

/** Removes every file below `folder` that is not among those just written: what an earlier build left there. */
export function removeOthers(root: string, folder: string, written: readonly OutputFile[]): void {
  const kept = new Set(written.map(({ path }) => join(root, path)));
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((found) => !found.isDirectory())) {
    const path = join(entry.parentPath, entry.name);
    if (!kept.has(path)) rmSync(path);
  }
}
