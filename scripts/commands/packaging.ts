import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShippedConnector } from '../bundle/bundle.ts';
import { cachedPackage } from '../connector/package-cache.ts';
import { cacheFolder } from './stages.ts';

/**
 * Begins to pack the connector with the version that seems to be meant, since the sources are not checked
 * yet; without a folder it waits to be asked. The result gives the package of the version that is right.
 */
export function startPackaging(root: string | undefined): (version: string) => Promise<ShippedConnector> {
  const likely = root === undefined ? undefined : likelyVersion(root);
  const begun = likely === undefined ? undefined : cachedPackage(likely, cacheFolder);
  // Nobody asks for it where the sources have a fault.
  begun?.catch(() => {});
  return (version) => (begun && version === likely ? begun : cachedPackage(version, cacheFolder));
}

function likelyVersion(root: string): string | undefined {
  try {
    const text = readFileSync(join(root, 'solution/solution.yaml'), 'utf8');
    return /^version: (\d+\.\d+\.\d+)\r?$/m.exec(text)?.[1];
  } catch {
    // Reported by the stages.
    return undefined;
  }
}
