/** Which columns of an event are read: those of the rules that can find something in it. */
import type { Expression } from '../kql/plan/expression.ts';
import type { Step } from './lane.ts';

/** What a rule looks for. */
export interface RuleInterest {
  /** An event that it looks at has one of these as its action, object type or category; undefined for any event. */
  readonly texts: ReadonlySet<string> | undefined;
  /** Columns that it reads. */
  readonly columns: ReadonlySet<string>;
  /** Those among them of which it asks only whether there is anything in them. */
  readonly presence: ReadonlySet<string>;
}

/** Columns of an event: whether its value is read, or only whether it has one. */
export type WantedColumns = ReadonlyMap<string, 'value' | 'presence'>;

export interface Interest {
  /** Stands in every line that matters; undefined where all of them do. */
  readonly texts: RegExp | undefined;
  /** What is read of an event with these values. Equal values give the same object. */
  columnsFor(action: string, objectType: string, category: string): WantedColumns;
  /** What is read of all events together. */
  readonly all: WantedColumns;
}

/** Fields of an event of the API that tell its kind, as `columnsFor` takes them. */
export const kindFields: readonly string[] = ['action', 'object_type', 'category'];

/** A value for columns of which only that there is one matters; no rule looks for it. */
export const somethingThere = '+';

/** Far more than there are; but events may hold anything. */
const mostKinds = 10_000;

export function interestOf(rules: readonly RuleInterest[]): Interest {
  const known = new Map<string, WantedColumns>();
  const all = new Set(rules.flatMap(({ texts }) => [...(texts ?? [])]));
  const isSelective = rules.every(({ texts }) => texts !== undefined) && all.size > 0;
  return {
    texts: isSelective ? new RegExp(`"(?:${[...all].join('|')})"`) : undefined,
    columnsFor: (...values) => {
      const key = values.join('\n');
      let wanted = known.get(key);
      if (!wanted) {
        const interested = rules.filter(({ texts }) => !texts || values.some((value) => texts.has(value)));
        if (known.size > mostKinds) known.clear();
        known.set(key, (wanted = columnsOf(interested)));
      }
      return wanted;
    },
    all: columnsOf(rules),
  };
}

function columnsOf(rules: readonly RuleInterest[]): WantedColumns {
  const wanted = new Map<string, 'value' | 'presence'>();
  for (const { columns, presence } of rules)
    for (const name of columns)
      if (!presence.has(name) || !wanted.has(name))
        wanted.set(name, presence.has(name) ? 'presence' : 'value');
  return wanted;
}

/** The steps without their questions whether a text column of the input is empty. */
export function withoutPresence(steps: readonly Step[]): readonly Step[] {
  /** Names that still stand for the columns of the input; undefined where all do. */
  let own: ReadonlySet<string> | undefined;
  return steps.map((step): Step => {
    const known = own;
    if (step.op === 'where') return { ...step, predicate: replaced(step.predicate, known) };
    own = new Set();
    if (step.op !== 'project') return step;
    const handedOn = step.expressions.filter(
      ({ name, expression }) =>
        expression.kind === 'column' && expression.name === name && known?.has(name) !== false,
    );
    own = new Set(handedOn.map(({ name }) => name));
    const expressions = step.expressions.map(({ name, expression }) => ({
      name,
      expression: replaced(expression, known),
    }));
    return { ...step, expressions };
  });
}

function replaced(expression: Expression, own: ReadonlySet<string> | undefined): Expression {
  if (expression.kind !== 'call') return expression;
  const { name, args, place } = expression;
  const [first] = args;
  const isQuestion = (name === 'isnotempty' || name === 'isempty') && args.length === 1;
  if (isQuestion && first?.kind === 'column' && first.type === 'string' && own?.has(first.name) !== false)
    return { kind: 'literal', type: 'bool', value: true, place };
  return { ...expression, args: args.map((arg) => replaced(arg, own)) };
}
