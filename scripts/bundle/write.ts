import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from './file.ts';

/**
 * Writes all files or none: each to a temporary name beside its place, renamed when all are written. A
 * build that fails or is interrupted before leaves the old files whole. What holds these bytes already is left alone.
 */
export function writeFiles(root: string, files: readonly OutputFile[]): void {
  const staged: StagedFile[] = [];
  try {
    for (const { path, bytes } of files) {
      const final = join(root, path);
      const old = readOld(final);
      if (old?.equals(bytes)) continue;
      const temporary = `${final}.${process.pid}.tmp`;
      mkdirSync(dirname(final), { recursive: true });
      staged.push({ temporary, final, old });
      writeFileSync(temporary, bytes);
    }
    replaceAll(staged);
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

interface StagedFile {
  readonly temporary: string;
  readonly final: string;
  /** What stood there before; undefined where nothing did. */
  readonly old: Buffer | undefined;
}

function readOld(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** Puts every file in its place; where one cannot be replaced, those before it get their old bytes back. */
function replaceAll(staged: readonly StagedFile[]): void {
  const replaced: StagedFile[] = [];
  try {
    for (const file of staged) {
      renameSync(file.temporary, file.final);
      replaced.push(file);
    }
  } catch (error) {
    for (const { final, old } of replaced) {
      if (old) writeFileSync(final, old);
      else rmSync(final);
    }
    throw error;
  }
}

/** Removes packages of other versions: `dist/` holds the one among the files that were just built. */
export function removeOtherPackages(root: string, built: readonly { readonly path: string }[]): void {
  for (const name of readdirSync(join(root, 'dist'))) {
    const isPackage = /^\d+\.\d+\.\d+\.zip$/.test(name);
    if (isPackage && !built.some(({ path }) => path === `dist/${name}`)) rmSync(join(root, 'dist', name));
  }
}
