/** Texts that a row must hold to come through the first filters of a query. */
import type { Expression } from '../kql/plan/expression.ts';
import type { Step } from './lane.ts';

/** Columns whose texts are those of the event, letter for letter. */
const plainColumns: ReadonlySet<string> = new Set(['action', 'object_type', 'category']);
/** Written in JSON as they are. */
const plainText = /^[\w-]+$/;

/** One of these is a value of each row that passes; undefined where nothing can be told. */
export function textsOf(steps: readonly Step[]): ReadonlySet<string> | undefined {
  let best: ReadonlySet<string> | undefined;
  for (const step of steps) {
    // Behind a projection a name may stand for something else.
    if (step.op !== 'where') break;
    best = better(best, textsOfPredicate(step.predicate));
  }
  return best;
}

function textsOfPredicate(expression: Expression): ReadonlySet<string> | undefined {
  if (expression.kind !== 'call') return undefined;
  const { name, args } = expression;
  if (name === 'And') return args.map(textsOfPredicate).reduce(better, undefined);
  if (name === 'Or') {
    const parts = args.map(textsOfPredicate);
    return parts.every((part) => part !== undefined)
      ? new Set(parts.flatMap((part) => [...part]))
      : undefined;
  }
  if (name !== 'In' && name !== 'Equal') return undefined;
  const [column, ...values] = args;
  if (column?.kind !== 'column' || !plainColumns.has(column.name)) return undefined;
  const texts = values.map((value) => (value.kind === 'literal' ? value.value : undefined));
  const isPlain = texts.every((text): text is string => typeof text === 'string' && plainText.test(text));
  return isPlain ? new Set(texts) : undefined;
}

/** Of two conditions that both hold the one with fewer texts. */
function better(
  a: ReadonlySet<string> | undefined,
  b: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (!a || !b) return a ?? b;
  return b.size < a.size ? b : a;
}
