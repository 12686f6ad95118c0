/**
 * What a watch remembers of queries from one run to the next: what the binder said, by the content of
 * schema and query. It is kept longer than other answers, because binding takes longest by far.
 */
import type { Binder, QueryAnalysis } from '../kql/analyze.ts';
import type { WorkspaceSchema } from '../kql/workspace-schema.ts';

/** After this many answers older ones are given up: a long watch must not grow without end. */
const maximumAnswers = 2000;

/** What is known of queries against equal schemas. */
interface Workspace {
  /** The first of these schemas: each run makes its own, but the binder prepares an object only once. */
  readonly schema: WorkspaceSchema;
  answers: Map<string, QueryAnalysis>;
  older: Map<string, QueryAnalysis>;
}

/** A binder that can be told what it need not find out. */
export interface RememberingBinder {
  readonly bind: Binder;
  knows(query: string, schema: WorkspaceSchema): boolean;
  learn(query: string, schema: WorkspaceSchema, answer: QueryAnalysis): void;
}

/**
 * Remembers answers, and forgets those that were not asked for again since it was last full. What a binder
 * keeps itself goes with it: a new one takes the place of `first` then.
 */
export function rememberAnswers(first: Binder, createBinder: () => Binder): RememberingBinder {
  let binder = first;
  let count = 0;
  const byContent = new Map<string, Workspace>();
  const known = new WeakMap<WorkspaceSchema, Workspace>();
  const workspaceOf = (schema: WorkspaceSchema): Workspace => {
    const content = JSON.stringify(schema);
    const workspace = byContent.get(content) ?? { schema, answers: new Map(), older: new Map() };
    byContent.set(content, workspace);
    known.set(schema, workspace);
    return workspace;
  };
  const giveUp = (): void => {
    binder = createBinder();
    count = 0;
    for (const workspace of byContent.values()) {
      workspace.older = workspace.answers;
      workspace.answers = new Map();
    }
  };
  const keep = (workspace: Workspace, query: string, answer: QueryAnalysis): void => {
    workspace.answers.set(query, answer);
    if (++count > maximumAnswers) giveUp();
  };
  return {
    bind: (query, schema) => {
      const workspace = known.get(schema) ?? workspaceOf(schema);
      let answer = workspace.answers.get(query);
      if (answer) return answer;
      answer = workspace.older.get(query) ?? binder(query, workspace.schema);
      keep(workspace, query, answer);
      return answer;
    },
    knows: (query, schema) => {
      const { answers, older } = known.get(schema) ?? workspaceOf(schema);
      return answers.has(query) || older.has(query);
    },
    learn: (query, schema, answer) => keep(known.get(schema) ?? workspaceOf(schema), query, answer),
  };
}
