/** Where the snapshot of the binding process lies, and having it made. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parserVersion } from '../language-service.ts';
import { v8Settings } from './start.mjs';

/** What goes into a snapshot besides Microsoft's library and the folders below. */
const singleSources = [
  'analyze.ts',
  'bind.ts',
  'facts.ts',
  'functions/function.ts',
  'functions/window.ts',
  'language-service.ts',
  'plan-bytes.ts',
  'plan-text.ts',
  'process/child.ts',
  'process/lines.ts',
  'process/make-snapshot.mjs',
  'process/start.mjs',
  'process/warm-up.kql',
];

/** What binding is made quicker by, what plans are made by, and the values in them. */
const sourceFolders = ['aggregates', 'plan', 'plan/operators', 'shortcuts', 'table', 'values'];

/** All files that go into a snapshot besides Microsoft's library, below `scripts/kql/`. */
export function snapshotSources(): string[] {
  const inFolders = sourceFolders.flatMap((folder) =>
    readdirSync(sourcePath(folder))
      .filter((name) => /(?<!\.test)\.ts$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  return [...singleSources, ...inFolders].toSorted();
}

/** One text for everything that answers of the process depend on, besides what it is asked. */
export function toolsDigest(): string {
  const hash = createHash('sha256').update(
    [process.version, process.platform, process.arch, parserVersion(), ...v8Settings].join(),
  );
  for (const source of snapshotSources()) hash.update(source).update(readFileSync(sourcePath(source)));
  return hash.digest('hex').slice(0, 16);
}

/** The file of the snapshot that fits to this Node.js, this library and these sources; it need not exist. */
export function snapshotFile(cacheFolder: string, digest = toolsDigest()): string {
  return join(cacheFolder, `binder-${digest}.blob`);
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
