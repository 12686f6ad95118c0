/** Where the snapshot of the binding process lies, and having it made. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parserVersion } from '../language-service.ts';

/** What goes into a snapshot, besides Microsoft's library. */
export const snapshotSources = [
  'analyze.ts',
  'bind.ts',
  'binder-shortcuts.ts',
  'bridge-classes.ts',
  'bridge-shortcuts.ts',
  'bridge-values.ts',
  'facts.ts',
  'language-service.ts',
  'process/child.ts',
  'process/lines.ts',
  'process/make-snapshot.mjs',
  'process/warm-up.kql',
] as const;

/**
 * Settings of V8, to which a snapshot is bound. The process and the one that it works for shall need no more
 * memory than a single one that does both: few of its objects live long, so that it can do with a small
 * nursery (in MB), and with less room to spare before it collects the others (in percent).
 */
const v8Settings = ['--max-semi-space-size=2', '--heap-growing-percent=20'];

/** The file of the snapshot that fits to this Node.js, this library and these sources; it need not exist. */
export function snapshotFile(cacheFolder: string): string {
  const hash = createHash('sha256').update(
    [process.version, process.platform, process.arch, parserVersion(), ...v8Settings].join(),
  );
  for (const source of snapshotSources) hash.update(readFileSync(sourcePath(source)));
  return join(cacheFolder, `binder-${hash.digest('hex').slice(0, 16)}.blob`);
}

/** What Node.js has to be told to start from a snapshot. */
export function startArguments(file: string): string[] {
  return [...v8Settings, '--snapshot-blob', file];
}

/** What Node.js has to be told to make a snapshot; its exit code tells whether there is one. */
export function makeArguments(file: string): string[] {
  return [sourcePath('process/make-snapshot.mjs'), file, ...v8Settings];
}

/** Begins to make the snapshot where there is none; that takes some seconds and outlives this process. */
export function beginSnapshot(file: string): void {
  if (existsSync(file)) return;
  const maker = spawn(process.execPath, makeArguments(file), { detached: true, stdio: 'ignore' });
  // Without a snapshot everything works as well.
  maker.on('error', () => {});
  maker.unref();
}

function sourcePath(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}
