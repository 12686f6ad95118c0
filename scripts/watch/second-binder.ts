import type { BindingQuestion, QueryAnalysis } from '../kql/analyze.ts';
import type { WorkspaceSchema } from '../kql/workspace-schema.ts';
import type { RememberingBinder } from './memory.ts';

/** A binder elsewhere; undefined where it cannot tell. */
export type OtherBinder = (query: string, schema: WorkspaceSchema) => Promise<QueryAnalysis | undefined>;

/** With fewer queries than this, asking somebody else takes longer than it spares. */
const worthwhileQueries = 4;

/** So many questions are on their way to the other one, so that it need not wait while this one does a step. */
const inFlight = 3;

/**
 * Has queries bound in two places at once: the other one begins with the first, this one, after all `steps` of
 * something else, with the last, and they meet where they meet; of what is left then neither waits for the other.
 * What the other one does not answer, and what is left when the signal ends it, is bound here when it is asked.
 */
export async function bindTogether(
  questions: readonly BindingQuestion[],
  { bind, knows, learn }: RememberingBinder,
  other: OtherBinder,
  { steps = [], signal }: { readonly steps?: Iterable<unknown>; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const open = questions.filter(({ query, schema }) => !knows(query, schema));
  signal?.addEventListener('abort', () => open.splice(0), { once: true });
  /** What the other one was asked, in this order, and has not answered. */
  const elsewhere = new Map<BindingQuestion, Promise<void>>();
  const askOther = (): void => {
    const next = open.shift();
    if (!next) return;
    const { query, schema } = next;
    const answered = other(query, schema).then((answer) => {
      if (answer) learn(query, schema, answer);
      elsewhere.delete(next);
      askOther();
    });
    elsewhere.set(next, answered);
  };
  if (open.length >= worthwhileQueries) for (let i = 0; i < inFlight; i++) askOther();
  for (const work = steps[Symbol.iterator](); work.next().done !== true;) {
    await turn();
    if (signal?.aborted) return;
  }
  /** The other one works at the first of its questions; it has not begun with those after it. */
  const takeLast = (): BindingQuestion | undefined =>
    open.pop() ?? (signal?.aborted ? undefined : [...elsewhere.keys()].slice(1).at(-1));
  for (let next = takeLast(); next; next = takeLast()) {
    bind(next.query, next.schema);
    elsewhere.delete(next);
    await turn();
  }
  await Promise.all(elsewhere.values());
}

/** Lets answers come in, further questions go out, and the signal be given. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** After so many questions the other process, which remembers all of them, is replaced by a new one. */
const maximumQuestions = 2000;

interface Process {
  analyze: OtherBinder;
  kill(): void;
}

/** A process beside this one, started when it is asked and can be. */
export function secondBinder(start: () => Process | undefined): { ask: OtherBinder; close(): void } {
  let process: Process | undefined;
  let asked = 0;
  return {
    ask: async (query, schema) => {
      if (asked++ >= maximumQuestions) {
        process?.kill();
        process = undefined;
        asked = 1;
      }
      process ??= start();
      return process?.analyze(query, schema);
    },
    close: () => process?.kill(),
  };
}
