/**
 * Joins with a summary, such as "the sign-ins of the last hour, with what is usual for the person": most groups
 * of a long window have no partner among the few rows of a short one. Groups do not depend on each other, so a
 * summary is made of the rows alone whose key stands on the other side.
 */
import { findWindowFunction } from '../kql/functions/registry.ts';
import type { Expression } from '../kql/plan/expression.ts';
import type { Binding, JoinKind, Plan, Program } from '../kql/plan/plan.ts';
import { expressionsOf, isPlan } from './expression-facts.ts';

type Join = Extract<Plan, { op: 'join' }>;

/** Kinds whose result has no row that comes from the right side alone. */
const oneSided: ReadonlySet<JoinKind> = new Set([
  'innerunique',
  'inner',
  'leftouter',
  'leftsemi',
  'leftanti',
]);

/** The same program, with smaller summaries; a program that runs parts of itself several times stays as it is. */
export function narrowJoins(program: Program): Program {
  const uses = usesOf(program);
  if (!uses) return program;
  const bindings = new Map<number, Binding>(program.bindings.map((binding) => [binding.id, binding]));
  const added: Binding[] = [];
  let next = Math.max(-1, ...bindings.keys()) + 1;

  /** Keeps the rows with a value of `list` in the column; undefined where that would change other groups. */
  const narrow = (plan: Plan, column: string, list: Expression, isGrouped = false): Plan | undefined => {
    const deeper = isRowByRow(plan) ? into(plan, column, list, isGrouped) : undefined;
    if (deeper || !isGrouped) return deeper;
    const { schema, place } = plan;
    const own = { kind: 'column', type: 'string', name: column, place } as const;
    const predicate: Expression = { kind: 'call', type: 'bool', name: 'In', args: [own, list], place };
    return { op: 'where', input: plan, predicate, schema, place };
  };
  const into = (plan: Plan, column: string, list: Expression, isGrouped: boolean): Plan | undefined => {
    if (plan.op === 'reference') {
      const binding = uses.get(plan.id) === 1 ? bindings.get(plan.id) : undefined;
      return binding && 'plan' in binding ? narrow(binding.plan, column, list, isGrouped) : undefined;
    }
    if (plan.op !== 'where' && plan.op !== 'project' && plan.op !== 'summarize') return undefined;
    const made = plan.op === 'project' ? plan.expressions : plan.op === 'summarize' ? plan.by : undefined;
    const source = made?.find(({ name }) => name === column)?.expression;
    const below = made ? (source?.kind === 'column' ? source.name : undefined) : column;
    const input = below && narrow(plan.input, below, list, isGrouped || plan.op === 'summarize');
    return input ? { ...plan, input } : undefined;
  };
  const narrowed = (join: Join): Plan => {
    if (!oneSided.has(join.kind)) return join;
    for (const { left, right } of join.keys) {
      if (right.kind !== 'column' || right.type !== 'string' || left.type !== 'string') continue;
      const [table, values] = [next, next + 1];
      const list: Expression = { kind: 'variable', type: 'dynamic', id: values, place: join.place };
      const found = narrow(join.right, right.name, list);
      if (!found) continue;
      next += 2;
      const input: Plan = { op: 'reference', id: table, schema: join.input.schema, place: join.place };
      const expressions = [{ name: right.name, expression: left }];
      const schema = [{ name: right.name, type: left.type }];
      const plan: Plan = { op: 'distinct', input, expressions, schema, place: join.place };
      added.push(
        { id: table, name: 'left', plan: join.input },
        {
          id: values,
          name: 'keys',
          expression: { kind: 'list-query', type: 'dynamic', plan, place: join.place },
        },
      );
      return { ...join, input, right: found };
    }
    return join;
  };
  const rewrite = <T>(value: T): T => {
    if (Array.isArray(value)) return value.map((member: unknown) => rewrite(member)) as T;
    if (typeof value !== 'object' || value === null) return value;
    if ('kind' in value && value.kind === 'literal') return value;
    const members = Object.entries(value).map(([name, member]) => [
      name,
      name === 'schema' || name === 'place' ? (member as unknown) : rewrite(member as unknown),
    ]);
    const copy = Object.fromEntries(members) as T & object;
    return isPlan(copy) && copy.op === 'join' ? (narrowed(copy) as T) : copy;
  };
  const changed = program.bindings.map((binding) => {
    const own = rewrite(binding);
    bindings.set(own.id, own);
    return own;
  });
  const main = rewrite(program.main);
  return { bindings: [...changed, ...added], main };
}

/** Whether the expressions of an operator look at one row at a time, so that other rows may be missing. */
function isRowByRow(plan: Plan): boolean {
  const isOwn = (expression: Expression): boolean =>
    expression.kind !== 'call' || (!findWindowFunction(expression.name) && expression.args.every(isOwn));
  return expressionsOf(plan).every(isOwn);
}

/** How often each binding is read; undefined where a part of the program runs several times. */
function usesOf({ bindings, main }: Program): ReadonlyMap<number, number> | undefined {
  const uses = new Map<number, number>();
  let isOnce = true;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    if ('subquery' in value) isOnce = false;
    const isRead =
      ('op' in value && value.op === 'reference') || ('kind' in value && value.kind === 'variable');
    if (isRead && 'id' in value) uses.set(Number(value.id), (uses.get(Number(value.id)) ?? 0) + 1);
    if ('kind' in value && value.kind === 'literal') return;
    for (const [name, member] of Object.entries(value))
      if (name !== 'schema' && name !== 'place') visit(member);
  };
  visit(bindings);
  visit(main);
  return isOnce ? uses : undefined;
}
