import type { Expression } from './expression.ts';
import type { Binding, Plan } from './plan.ts';
import type { SyntaxNode } from './syntax.ts';

/** What a name stands for besides a column. */
export type Meaning =
  | { readonly kind: 'scalar'; readonly expression: Expression }
  | { readonly kind: 'tabular'; readonly plan: Plan }
  | { readonly kind: 'function'; readonly declaration: SyntaxNode; readonly scope: Scope };

/** Names in force at a place of the query; a name declared later hides an earlier one. */
export class Scope {
  readonly #meanings = new Map<string, Meaning>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  find(name: string): Meaning | undefined {
    return this.#meanings.get(name) ?? this.#outer?.find(name);
  }

  declare(name: string, meaning: Meaning): void {
    this.#meanings.set(name, meaning);
  }
}

/** The bindings of a program, gathered while it is planned. */
export class Bindings {
  readonly all: Binding[] = [];

  bindPlan(name: string, plan: Plan): Plan {
    if (plan.op === 'reference' || plan.op === 'table') return plan;
    const id = this.all.length;
    this.all.push({ id, name, plan });
    return {
      op: 'reference',
      id,
      schema: plan.schema,
      ...(plan.isOpen && { isOpen: true }),
      place: plan.place,
    };
  }

  /** An expression that reads columns has no value of its own: it stays in its place. */
  bindExpression(name: string, expression: Expression): Expression {
    if (expression.kind === 'literal' || expression.kind === 'variable' || readsColumns(expression))
      return expression;
    const id = this.all.length;
    this.all.push({ id, name, expression });
    return { kind: 'variable', id, type: expression.type, place: expression.place };
  }
}

/** Functions that read columns which are not among their arguments. */
const columnReaders: ReadonlySet<string> = new Set(['column_ifexists', 'pack_all']);

function readsColumns(expression: Expression): boolean {
  if (expression.kind === 'column') return true;
  return (
    expression.kind === 'call' && (columnReaders.has(expression.name) || expression.args.some(readsColumns))
  );
}
