import { PlanCache } from '../plan-cache.ts';
import { fromBytes } from '../plan-bytes.ts';
import { createPlanner, type PlannedQuery, type QueryPlanner } from '../plan-text.ts';
import type { WorkspaceSchema } from '../workspace-schema.ts';
import { BindingProcess } from './binding-process.ts';
import { beginSnapshot, snapshotFile, toolsDigest } from './snapshot.ts';

/** A planner that can be told what it will be asked, and finds that out while its caller does something else. */
export interface AheadPlanner {
  readonly plan: QueryPlanner;
  /** Begins with a query; resolves when it can be asked without waiting, or has to be planned here. */
  expect(text: string, schema: WorkspaceSchema): Promise<void>;
  /** Keeps what later runs can use. */
  save(): void;
  /** Ends the process that plans; what it has not answered is planned here when it is asked. */
  close(): void;
}

export interface PlanAheadOptions {
  readonly cacheFolder: string;
  /** Whether plans come from earlier runs and are kept for later ones. */
  readonly keepsPlans: boolean;
  /** Whether a snapshot that is missing is made for the next run. */
  readonly makesSnapshot: boolean;
}

/**
 * Plans in a process of its own where there is a snapshot for one, else here when asked. The plans are the
 * same: the process runs this code.
 */
export function planAhead({ cacheFolder, keepsPlans, makesSnapshot }: PlanAheadOptions): AheadPlanner {
  const tools = toolsDigest();
  const snapshot = snapshotFile(cacheFolder, tools);
  const cache = keepsPlans ? new PlanCache(cacheFolder, tools) : undefined;
  const here = createPlanner(cacheFolder);
  const answers = new WeakMap<WorkspaceSchema, Map<string, PlannedQuery>>();
  const asked = new WeakMap<WorkspaceSchema, Map<string, Promise<void>>>();
  let plannedHere = 0;
  // It starts up while the caller reads files, unless there may be nothing to do for it.
  let child = !cache || cache.isEmpty ? BindingProcess.start(snapshot) : undefined;

  const ask = async (text: string, schema: WorkspaceSchema): Promise<void> => {
    child ??= BindingProcess.start(snapshot);
    const bytes = await child?.plan(text, schema);
    if (!bytes) return;
    if (cache) cache.keep(text, schema, bytes);
    else within(answers, schema).set(text, fromBytes(bytes));
  };

  return {
    plan: (text, schema) => {
      const known = cache ? cache.find(text, schema) : answers.get(schema)?.get(text);
      if (known) return known;
      plannedHere++;
      const planned = here(text, schema);
      cache?.keep(text, schema, planned);
      return planned;
    },
    expect: (text, schema) => {
      if (cache?.has(text, schema)) return Promise.resolve();
      const ofSchema = within(asked, schema);
      let question = ofSchema.get(text);
      if (!question) ofSchema.set(text, (question = ask(text, schema)));
      return question;
    },
    save: () => {
      cache?.save();
      if (makesSnapshot && plannedHere > 0) beginSnapshot(snapshot);
    },
    close: () => child?.kill(),
  };
}

function within<T>(maps: WeakMap<WorkspaceSchema, Map<string, T>>, schema: WorkspaceSchema): Map<string, T> {
  let map = maps.get(schema);
  if (!map) maps.set(schema, (map = new Map()));
  return map;
}
