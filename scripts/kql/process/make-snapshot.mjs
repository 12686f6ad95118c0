/**
 * Makes the snapshot from which the binding process starts: `node make-snapshot.mjs FILE [V8 SETTING...]`. The
 * name of the file tells what it was made from.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const libraryFolder = dirname(
  createRequire(import.meta.url).resolve('@kusto/language-service-next/package.json'),
);

const library = (name) => readFileSync(join(libraryFolder, name), 'utf8');

/** The program of the snapshot as one script: such a script can load no other. */
export async function snapshotProgram() {
  const { build } = await import('esbuild');
  const bundle = async (contents, format) => {
    const { outputFiles, metafile } = await build({
      stdin: { contents, resolveDir: here, loader: 'ts' },
      bundle: true,
      format,
      platform: 'node',
      target: 'node20',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    return { text: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
  };
  const runtime = "import { shortenRuntime } from '../shortcuts/shorten.ts'; shortenRuntime(globalThis);";
  const before = await bundle(runtime, 'iife');
  const child = await bundle("import './child.ts';", 'cjs');
  const warmUp = readFileSync(join(here, 'warm-up.kql'), 'utf8');
  const parts = [
    library('bridge.min.js'),
    before.text,
    library('Kusto.Language.Bridge.min.js'),
    `globalThis.warmUpQuery = ${JSON.stringify(warmUp)};`,
    child.text,
  ];
  return { text: parts.join('\n;'), inputs: [...before.inputs, ...child.inputs] };
}

/** Writes the snapshot to `file` and removes those of earlier sources; false where it cannot be made. */
async function makeSnapshot(file, settings) {
  const folder = dirname(file);
  const temporary = `${file}.${process.pid}`;
  const program = `${temporary}.cjs`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(program, (await snapshotProgram()).text);
    const args = [...settings, '--snapshot-blob', temporary, '--build-snapshot', program];
    // Options of the environment would become settings that the snapshot is bound to.
    const env = { ...process.env, NODE_OPTIONS: '' };
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore', env });
    if (status !== 0) return false;
    renameSync(temporary, file);
    for (const name of readdirSync(folder)) {
      if (/^binder-\w+\.blob$/.test(name) && name !== basename(file)) rmSync(join(folder, name));
    }
    return true;
  } catch {
    return false;
  } finally {
    for (const written of [program, temporary]) rmSync(written, { force: true });
  }
}

const [, script = '', file, ...settings] = process.argv;
if (file !== undefined && import.meta.url === pathToFileURL(script).href) {
  process.exitCode = (await makeSnapshot(file, settings)) ? 0 : 1;
}
