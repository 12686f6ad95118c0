import { relative } from 'node:path';
import { isSourcePath, sourceFolders } from '../load/sources.ts';

/**
 * Milliseconds without a further save before a run may begin. chokidar 5 drops further saves of a file for
 * 50 ms after it has told of one; a run that began earlier could miss the last of them.
 */
export const quietTime = 60;

export interface SourceWatcher {
  close(): Promise<void>;
}

export interface WatcherEvents {
  /** A source was saved, created or removed; its path from the root. */
  readonly saved: (path: string) => void;
  readonly failed: (error: unknown) => void;
}

/** Watches the sources below `root`, those that do not exist yet too; resolves when nothing is missed any more. */
export async function watchSources(root: string, events: WatcherEvents): Promise<SourceWatcher> {
  // Only a watch needs it.
  const { watch } = await import('chokidar');
  const pathOf = (file: string): string => relative(root, file).replaceAll('\\', '/');
  const isForeign = (file: string): boolean => {
    const path = pathOf(file);
    return path !== '' && !sourceFolders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  };
  const watcher = watch(root, { ignoreInitial: true, ignored: isForeign });
  watcher.on('all', (_event, file) => {
    const path = pathOf(file);
    if (isSourcePath(path)) events.saved(path);
  });
  watcher.on('error', events.failed);
  await new Promise<void>((resolve) => void watcher.once('ready', () => resolve()));
  return watcher;
}
