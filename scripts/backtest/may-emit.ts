/** Whether a query can give a row at all, told from which of its lanes have rows: most runs need not take place. */
import type { Binding, Plan } from '../kql/plan/plan.ts';

export interface EmitFacts {
  readonly bindings: ReadonlyMap<number, Binding>;
  /** Whether a table has rows in this run. */
  hasRows(table: string): boolean;
}

/** False only where the plan gives no row whatever the values are. */
export function mayEmit(plan: Plan, facts: EmitFacts): boolean {
  switch (plan.op) {
    case 'table':
      return facts.hasRows(plan.name);
    case 'reference': {
      const binding = facts.bindings.get(plan.id);
      return !binding || !('plan' in binding) || mayEmit(binding.plan, facts);
    }
    case 'where':
    case 'project':
    case 'sort':
    case 'take':
    case 'distinct':
    case 'mv-expand':
      return mayEmit(plan.input, facts);
    case 'summarize':
      return plan.by.length === 0 || mayEmit(plan.input, facts);
    case 'union':
      return plan.inputs.some((input) => mayEmit(input, facts));
    case 'join': {
      const [left, right] = [() => mayEmit(plan.input, facts), () => mayEmit(plan.right, facts)];
      if (plan.kind === 'leftouter' || plan.kind === 'leftanti') return left();
      if (plan.kind === 'rightouter' || plan.kind === 'rightanti') return right();
      if (plan.kind === 'fullouter') return left() || right();
      return left() && right();
    }
    default:
      return true;
  }
}
