import { withCache, type CachedBinder } from '../analysis-cache.ts';
import { createBinder, type Binder, type QueryAnalysis } from '../analyze.ts';
import { noFacts } from '../facts.ts';
import type { WorkspaceSchema } from '../workspace-schema.ts';
import { BindingProcess, type Answers } from './binding-process.ts';
import { beginSnapshot, snapshotFile } from './snapshot.ts';

/** A binder that can be told what it will be asked, and finds that out while its caller does something else. */
export interface AheadBinder extends CachedBinder {
  /** Takes note of a query; the answer says only that nothing is known of it yet. */
  readonly expect: Binder;
  /** Resolves when the queries taken note of can be asked without waiting. */
  settle(): Promise<void>;
  /** Gives up what is still under way. */
  close(): void;
}

export interface AheadOptions {
  readonly cacheFolder: string;
  /** Whether answers may come from an earlier run. */
  readonly useCache: boolean;
  /** Whether a snapshot that is missing is made for the next run. */
  readonly makesSnapshot: boolean;
}

const nothingKnown: QueryAnalysis = { columns: [], problems: [], facts: noFacts() };

/** With fewer queries than this the library is not worth a snapshot of tens of megabytes. */
const worthwhileQueries = 5;

/**
 * Binds in a process of its own where there is a snapshot for one, else here when asked. The answers are
 * the same: the process runs this code.
 */
export function bindAhead({ cacheFolder, useCache, makesSnapshot }: AheadOptions): AheadBinder {
  const here = createBinder(cacheFolder);
  const snapshot = snapshotFile(cacheFolder);
  let answers: Answers = new Map();
  let boundHere = 0;
  const binder: Binder = (query, schema) => {
    const answer = answers.get(schema)?.get(query);
    if (answer) return answer;
    boundHere++;
    return here(query, schema);
  };
  const cached: CachedBinder = useCache
    ? withCache(binder, cacheFolder)
    : { bind: binder, knows: () => false, isEmpty: true, save: () => {} };
  const start = (): BindingProcess | undefined => BindingProcess.start(snapshot);
  // It starts up while the sources are loaded, unless there may be nothing to do for it.
  let child = cached.isEmpty ? start() : undefined;
  const expected = new Map<WorkspaceSchema, Set<string>>();
  return {
    ...cached,
    expect: (query, schema) => {
      const ofSchema = expected.get(schema) ?? new Set();
      if (!ofSchema.has(query) && !cached.knows(query, schema)) {
        expected.set(schema, ofSchema.add(query));
        child ??= start();
        child?.ask(query, schema);
      }
      return nothingKnown;
    },
    settle: async () => {
      if (child) answers = await child.answers();
      child = undefined;
    },
    close: () => child?.kill(),
    save: () => {
      cached.save();
      if (makesSnapshot && boundHere >= worthwhileQueries) beginSnapshot(snapshot);
    },
  };
}
