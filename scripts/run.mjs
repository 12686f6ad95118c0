/**
 * Starts the toolchain quickly: bundles `cli.ts` into one file of JavaScript when a source has changed,
 * and runs that. The bundle lies beside the other caches; deleting it costs a fraction of a second.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tools = fingerprint();
const bundle = join(root, 'node_modules/.cache/microsoft-sentinel-solution', `cli-${tools}.mjs`);
process.env.SOLUTION_TOOLS = tools;

try {
  statSync(bundle);
} catch {
  const { writeBundle } = await import('./bundle-cli.mjs');
  await writeBundle(join(root, 'scripts/cli.ts'), bundle);
}
await import(pathToFileURL(bundle).href);

/** Changes with any source, also the connector's, schema, the lockfile and the version of Node. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  hash.update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['scripts', 'functions', 'solution/schemas']) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names.filter((n) => /\.(?:ts|mjs|json)$/.test(n) && !n.endsWith('.test.ts'))) {
      const { mtimeMs, size } = statSync(join(root, folder, name));
      hash.update(`${name}\0${mtimeMs}\0${size}\0`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
