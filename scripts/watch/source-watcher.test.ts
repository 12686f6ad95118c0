import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Rebuilder } from './rebuilder.ts';
import { quietTime, watchSources } from './source-watcher.ts';

test('a save is seen even right after a run that took no time', async () => {
  const root = mkdtempSync(join(tmpdir(), 'source-watcher-'));
  const file = join(root, 'solution', 'regions.yaml');
  mkdirSync(join(root, 'solution'));
  writeFileSync(file, '0');
  let ran: (() => void) | undefined;
  const rebuilder = new Rebuilder({ delay: quietTime, run: () => ran?.() });
  const watcher = await watchSources(root, {
    saved: (path) => rebuilder.note(path),
    failed: (error) => expect.unreachable(String(error)),
  });
  try {
    for (let save = 1; save <= 20; save++) {
      const seen = new Promise<void>((resolve) => {
        ran = () => {
          if (readFileSync(file, 'utf8') === String(save)) resolve();
        };
      });
      writeFileSync(file, String(save));
      await seen;
    }
  } finally {
    rebuilder.close();
    await watcher.close();
    rmSync(root, { recursive: true });
  }
});
