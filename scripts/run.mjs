/**
 * Starts the toolchain quickly: bundles `command-line.ts` into one file of JavaScript when a source has
 * changed, and runs that, with the code that V8 compiled when the same command ran first. Both lie beside the
 * other caches; deleting them costs a fraction of a second.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { endAhead, startAhead } from './kql/process/start.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cacheFolder = join(root, 'node_modules/.cache/microsoft-sentinel-solution');
// A single query is planned by the other process, which starts up as long as this one does.
if (process.argv[2] === 'kql' && !process.argv.includes('--batch')) startAhead(cacheFolder);
const tools = fingerprint();
const bundle = join(cacheFolder, `cli-${tools}.cjs`);
process.env.SOLUTION_TOOLS = tools;

try {
  statSync(bundle);
} catch {
  const { writeBundle } = await import('./bundle-cli.mjs');
  await writeBundle(join(root, 'scripts/command-line.ts'), bundle);
}
const name = /^[a-z:-]+$/.test(process.argv[2] ?? '') ? process.argv[2].replaceAll(':', '-') : 'none';
await run(`${bundle}.${name}`);

/** Runs the bundle; the code that is compiled on the way is kept in `codeFile`. */
async function run(codeFile) {
  const cachedData = readIfThere(codeFile);
  // What CommonJS gives to a module: this one is read by hand, for V8's sake.
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(bundle, 'utf8')}\n})`;
  const script = new Script(text, {
    filename: bundle,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
  await module.exports.runCommandLine(process.argv.slice(2));
  endAhead();
  if (cachedData && !script.cachedDataRejected) return;
  try {
    writeFileSync(`${codeFile}.${process.pid}`, script.createCachedData());
    renameSync(`${codeFile}.${process.pid}`, codeFile);
  } catch {
    // The next run compiles again.
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Changes with any source, also the connector's, schema, the lockfile and the version of Node. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  hash.update(readFileSync(join(root, 'package-lock.json')));
  for (const file of ['scripts', 'functions', 'solution/schemas'].flatMap(sourcesIn)) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}

function sourcesIn(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(path);
    return /(?<!\.test\.ts)(?<=\.(?:ts|mjs|json))$/.test(entry.name) ? [path] : [];
  });
}
