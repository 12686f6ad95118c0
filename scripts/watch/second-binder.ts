import type { BindingQuestion, QueryAnalysis } from '../kql/analyze.ts';
import type { WorkspaceSchema } from '../kql/workspace-schema.ts';
import type { RememberingBinder } from './memory.ts';

/** A binder elsewhere; undefined where it cannot tell. */
export type OtherBinder = (query: string, schema: WorkspaceSchema) => Promise<QueryAnalysis | undefined>;

/** With fewer queries than this, asking somebody else takes longer than it spares. */
const worthwhileQueries = 4;

/** So many questions are on their way to the other one, so that it need not wait for this one. */
const inFlight = 2;

/**
 * Has queries bound in two places at once: the other one begins with the first, this one with the last, and
 * they meet where they meet. What the other one does not answer, and what is left when the signal ends it, is
 * bound here when it is asked.
 */
export async function bindTogether(
  questions: readonly BindingQuestion[],
  { bind, knows, learn }: RememberingBinder,
  other: OtherBinder,
  signal?: AbortSignal,
): Promise<void> {
  const open = questions.filter(({ query, schema }) => !knows(query, schema));
  if (open.length < worthwhileQueries) return;
  signal?.addEventListener('abort', () => open.splice(0), { once: true });
  const askOther = async (): Promise<void> => {
    for (let next = open.shift(); next; next = open.shift()) {
      const answer = await other(next.query, next.schema);
      if (answer) learn(next.query, next.schema, answer);
    }
  };
  const asked = Array.from({ length: inFlight }, askOther);
  for (let last = open.pop(); last; last = open.pop()) {
    bind(last.query, last.schema);
    // Lets the answers of the other one come in, and its next questions go out.
    await new Promise((resolve) => void setImmediate(resolve));
  }
  await Promise.all(asked);
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
