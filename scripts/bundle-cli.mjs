import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** In a bundle every module would take the bundle's place for its own; each keeps the one that it has. */
const ownAddress = {
  name: 'own-address',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]scripts[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

/** Bundles the toolchain and its dependencies into one file, and removes bundles of earlier sources. */
export async function writeBundle(entry, outfile) {
  const folder = dirname(outfile);
  mkdirSync(folder, { recursive: true });
  const temporary = `${outfile}.${process.pid}.tmp`;
  await build({
    entryPoints: [entry],
    outfile: temporary,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // CommonJS packages in an ES module still call require.
    banner: { js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);" },
    plugins: [ownAddress],
    logLevel: 'warning',
  });
  renameSync(temporary, outfile);
  for (const name of readdirSync(folder)) {
    if (/^cli-.*\.mjs$/.test(name) && name !== basename(outfile)) rmSync(join(folder, name), { force: true });
  }
}
