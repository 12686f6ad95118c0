import { readFileSync } from 'node:fs';
import { UsageFault } from '../answers/questions.ts';

/** What must lie at the root of a package. */
const neededFiles = ['host.json', 'package.json'];

/** A package of the connector's code. */
export interface PackageFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads a package. Throws `UsageFault` where it is none, or where its files lie within a folder. */
export async function readPackage(path: string): Promise<PackageFile> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
    throw new UsageFault(
      `cannot read the package ${path} (${code}); npm run build:solution writes dist/connector.zip`,
    );
  }
  const names = await namesIn(bytes);
  if (!names) throw new UsageFault(`finds no zip file in ${path}`);
  const missing = neededFiles.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new UsageFault(`misses ${missing.join(' and ')} at the root of ${path}`);
  return { path, bytes };
}

async function namesIn(bytes: Uint8Array): Promise<readonly string[] | undefined> {
  const { unzipSync } = await import('fflate');
  const names: string[] = [];
  try {
    // Nothing is unpacked, the list of contents alone is read.
    unzipSync(bytes, {
      filter: ({ name }) => {
        names.push(name);
        return false;
      },
    });
    return names;
  } catch {
    return undefined;
  }
}
