/**
 * In: the contents as they stand in the sources, and what the lock remembers of them. Out: contents that
 * changed without a new version, and identities that were lost. Customers get an update only where the
 * version rises, and only for the id that they have.
 */
import { createHash } from 'node:crypto';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { VersionedContent, ContentKind, LockedItem, VersionsLock } from '../../model/content-version.ts';
import { compareVersions } from './version.ts';

const kindWords: Readonly<Record<ContentKind, string>> = {
  Solution: 'solution',
  DataConnector: 'data connector',
  Workbook: 'workbook',
  AnalyticsRule: 'analytics rule',
  Watchlist: 'watchlist',
};

export function checkVersions(
  items: readonly VersionedContent[],
  lock: YamlDocument<VersionsLock>,
): Diagnostic[] {
  const locked = lock.value.items;
  const renamed = new Set<LockedItem>();
  const findings = items.flatMap((item) => {
    const { name, version, location } = item;
    const kind = kindWords[item.kind];
    const entry = locked.find((l) => isSame(l, item));
    if (!entry) {
      const former = locked.find((l) => l.kind === item.kind && l.name === name);
      if (!former) return [diagnostic('version-unlocked', location, { kind, name })];
      renamed.add(former);
      return [diagnostic('version-id-changed', location, { kind, name, locked: former.id })];
    }
    const order = compareVersions(version, entry.version);
    if (order < 0)
      return [diagnostic('version-lowered', location, { kind, name, version, locked: entry.version })];
    if (order === 0 && hashOf(item.content) !== entry.sha256) {
      return [diagnostic('version-not-raised', location, { kind, name, version })];
    }
    return [];
  });
  const removed = locked.flatMap((entry, index) => {
    if (renamed.has(entry) || items.some((item) => isSame(entry, item))) return [];
    const args = { kind: kindWords[entry.kind], name: entry.name, id: entry.id };
    return [diagnostic('version-removed', lock.at(['items', index, 'id']), args)];
  });
  return [...findings, ...removed];
}

/**
 * The lock for contents as they stand now. A content that changed without a new version gets the next one
 * (last part plus one); write it back to its source. Entries come in the order of the contents.
 */
export function nextLock(items: readonly VersionedContent[], lock: VersionsLock): VersionsLock {
  return {
    items: items.map(({ kind, id, name, version, content }) => {
      const sha256 = hashOf(content);
      const entry = lock.items.find((l) => isSame(l, { kind, id }));
      const isStale =
        entry !== undefined && entry.sha256 !== sha256 && compareVersions(version, entry.version) <= 0;
      return { kind, id, name, version: isStale ? raise(entry.version) : version, sha256 };
    }),
  };
}

function isSame(a: Pick<LockedItem, 'kind' | 'id'>, b: Pick<LockedItem, 'kind' | 'id'>): boolean {
  return a.kind === b.kind && a.id === b.id;
}

function raise(version: string): string {
  const parts = version.split('.').map(Number);
  return [...parts.slice(0, -1), (parts.at(-1) ?? 0) + 1].join('.');
}

function hashOf(content: string): string {
  return createHash('sha256').update(content, 'utf8').digest('hex');
}
