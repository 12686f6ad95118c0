/**
 * What a watch knows from one build to the next. A function of plain data gives equal answers to equal
 * questions, so its answers are kept by what it was asked: nothing has to be told that a file has changed.
 */

interface Answer<R> {
  readonly value: R;
  /** The last run in which somebody asked. */
  run: number;
}

interface Answers<R> {
  readonly byQuestion: Map<string, Answer<R>>;
  /** The run in which old ones were last forgotten. */
  run: number;
}

/** An answer that nobody asked for in so many runs is forgotten: a long watch must not grow without end. */
const keptRuns = 3;

let run = 0;

/** Begins a new run: what has not been asked for during the last ones is forgotten. */
export function beginRun(): void {
  run++;
}

/**
 * The same function, which answers again what it has answered before. Texts and numbers are the same when
 * equal, objects and functions when identical, lists when their items are. It must neither read the outside
 * nor change what it is given, and nobody may change what it gives. An answer lives no longer than the first
 * object that it was asked about.
 */
export function remember<A extends readonly unknown[], R>(answer: (...asked: A) => R): (...asked: A) => R {
  const known = new WeakMap<object, Answers<R>>();
  return (...asked) => {
    const holder = firstObject(asked) ?? known;
    let answers = known.get(holder);
    if (!answers) known.set(holder, (answers = { byQuestion: new Map(), run }));
    const { byQuestion } = answers;
    const question = keyOf(asked);
    let found = byQuestion.get(question);
    if (!found) byQuestion.set(question, (found = { value: answer(...asked), run }));
    found.run = run;
    if (answers.run !== run) {
      for (const [key, { run: last }] of byQuestion) if (run - last > keptRuns) byQuestion.delete(key);
      answers.run = run;
    }
    return found.value;
  };
}

function firstObject(values: readonly unknown[]): object | undefined {
  for (const value of values) {
    const found = Array.isArray(value) ? firstObject(value) : isReference(value) ? value : undefined;
    if (found) return found;
  }
  return undefined;
}

function isReference(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A text that is equal for what counts as the same, and for nothing else. */
function keyOf(value: unknown): string {
  if (typeof value === 'string') return `${value.length}:${value}`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (!isReference(value)) return String(value);
  let identity = identities.get(value);
  if (identity === undefined) identities.set(value, (identity = ++lastIdentity));
  return `#${identity}`;
}
