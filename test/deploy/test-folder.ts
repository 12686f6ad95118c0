import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files for tests, gone at their end. */
export interface TestFolder {
  /** Writes a file and gives its path. */
  put(name: string, content: string | Uint8Array): string;
  remove(): void;
}

export function makeTestFolder(): TestFolder {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  return {
    put(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
