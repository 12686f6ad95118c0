import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binder, QueryAnalysis } from './analyze.ts';
import { parserVersion } from './language-service.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

/** Raised when the form of the analysis changes, so that older entries are not read. */
const formatVersion = 1;

/** A binder that remembers its answers by query, schema and parser version. */
export interface CachedBinder {
  readonly bind: Binder;
  /** Whether nothing at all is remembered. */
  readonly isEmpty: boolean;
  /** Whether a query is answered without binding it. */
  knows(query: string, schema: WorkspaceSchema): boolean;
  /** Writes what was asked in this run, and forgets everything else. */
  save(): void;
}

/** Wraps a binder with a file of answers in `cacheFolder`; an unreadable file counts as empty. */
export function withCache(binder: Binder, cacheFolder: string): CachedBinder {
  const file = join(cacheFolder, 'query-analyses.json');
  const version = `${formatVersion} ${parserVersion()}`;
  const known = read(file);
  const used: Record<string, QueryAnalysis> = {};
  const schemaKeys = new Map<WorkspaceSchema, string>();
  let isNew = false;
  const keyOf = (query: string, schema: WorkspaceSchema): string => {
    let schemaKey = schemaKeys.get(schema);
    if (!schemaKey) schemaKeys.set(schema, (schemaKey = hash(JSON.stringify(schema))));
    return hash(`${version}\n${schemaKey}\n${query}`);
  };
  return {
    isEmpty: Object.keys(known).length === 0,
    knows: (query, schema) => keyOf(query, schema) in known,
    bind: (query, schema) => {
      const key = keyOf(query, schema);
      const answer = used[key] ?? known[key];
      if (answer) return (used[key] = answer);
      isNew = true;
      return (used[key] = binder(query, schema));
    },
    save: () => {
      if (!isNew && Object.keys(used).length === Object.keys(known).length) return;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${file}.${process.pid}`, JSON.stringify(used));
        renameSync(`${file}.${process.pid}`, file);
      } catch {
        // Without a cache the next run binds again; nothing is lost.
      }
    },
  };
}

function read(file: string): Readonly<Record<string, QueryAnalysis>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, QueryAnalysis>;
  } catch {
    return {};
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
