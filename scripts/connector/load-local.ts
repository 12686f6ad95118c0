import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { localBundle } from './package-cache.ts';
import { toolsRoot } from './bundle.ts';

export type Local = typeof import('./local.ts');

/** The connector for this machine, bundled when a source has changed. */
export async function loadLocal(cacheFolder: string): Promise<Local> {
  const file = await localBundle(ownVersion(), cacheFolder);
  return createRequire(file)(file) as Local;
}

function ownVersion(): string {
  const text = readFileSync(join(toolsRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
