/**
 * Keeps the connector's package, known by everything that goes into it: bundling and packing take longer
 * than all stages of a build together.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShippedPackage } from '../bundle/bill-of-materials.ts';
import type { ShippedConnector } from '../bundle/bundle.ts';
import { bundleEntry, localEntry, toolsRoot } from './bundle.ts';
import { packConnector } from './package.ts';

/** The package for a version of the solution, from the cache where it is there. */
export async function cachedPackage(version: string, cacheFolder: string): Promise<ShippedConnector> {
  // One for each version: solutions of two versions can be built in turn.
  const prefix = `connector-${version}-`;
  const file = join(cacheFolder, `${prefix}${inputDigest(version)}`);
  const known = readKnown(file);
  if (known) return known;
  const made = await packConnector(version);
  keep(cacheFolder, prefix, [
    [`${file}.zip`, made.zip],
    [`${file}.json`, JSON.stringify(made.packages)],
  ]);
  return made;
}

/** Path of a bundle of the connector with doors for this machine's commands, made where it is missing. */
export async function localBundle(version: string, cacheFolder: string): Promise<string> {
  const name = `local-connector-${inputDigest(version)}`;
  const path = join(cacheFolder, `${name}.cjs`);
  try {
    readFileSync(path);
  } catch {
    const { code } = await bundleEntry(localEntry, name, version);
    keep(cacheFolder, 'local-connector-', [[path, code]]);
  }
  return path;
}

function readKnown(file: string): ShippedConnector | undefined {
  try {
    const packages = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as readonly ShippedPackage[];
    return { packages, zip: readFileSync(`${file}.zip`) };
  } catch {
    return undefined;
  }
}

/** Writes files under names that begin with `prefix` and removes the others of that name. */
function keep(
  folder: string,
  prefix: string,
  files: readonly (readonly [string, string | Uint8Array])[],
): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of files) {
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, bytes);
    renameSync(temporary, path);
  }
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isOlder =
      name.startsWith(prefix) && !name.endsWith('.tmp') && !files.some(([kept]) => kept === path);
    if (isOlder) rmSync(path, { force: true });
  }
}

const inputFolders = ['functions', 'scripts/connector', 'scripts/bundle'];
const inputFiles = ['package-lock.json', 'LICENSE'];

/** Changes with every source of the connector, every package version and the version of the solution. */
function inputDigest(version: string): string {
  const hash = createHash('sha256').update(`${version}\0${process.version}\0`);
  const sources = inputFolders.flatMap((folder) =>
    readdirSync(join(toolsRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|json)$/.test(name) && !name.endsWith('.test.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
  for (const path of [...inputFiles, ...sources.sort()]) {
    const bytes = readFileSync(join(toolsRoot, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}
