/** Which columns of its lanes a query uses: the others need not be kept. */
import type { Expression } from '../kql/plan/expression.ts';
import type { MvExpansion, Plan } from '../kql/plan/plan.ts';
import { columnsOf, expressionsOf, inputsOf, queriesOf } from './expression-facts.ts';
import { isStep, type Lane, type Step } from './lane.ts';
import type { LaneProgram } from './split-lanes.ts';

/** For each lane the names of the columns that anything reads. */
export function liveColumns({
  program,
  lanes,
  tables,
  rollings,
}: LaneProgram): ReadonlyMap<Lane, ReadonlySet<string>> {
  const live = new Map<Lane, Set<string>>(lanes.map((lane) => [lane, new Set()]));
  const byId = new Map(program.bindings.map((binding) => [binding.id, binding]));
  const asked = new Map<number, Set<string>>();

  const ask = (id: number, names: Iterable<string>): void => {
    const known = asked.get(id);
    const wanted = known ?? new Set<string>();
    const before = wanted.size;
    for (const name of names) wanted.add(name);
    asked.set(id, wanted);
    if (known && wanted.size === before) return;
    const binding = byId.get(id);
    if (!binding) return;
    if ('plan' in binding) visit(binding.plan, wanted);
    else visitQueries(binding.expression);
  };
  const visitQueries = (expression: Expression): void => {
    const { plans, variables } = queriesOf(expression);
    for (const plan of plans) visit(plan, all(plan));
    for (const id of variables) {
      const binding = byId.get(id);
      ask(id, binding && 'plan' in binding ? all(binding.plan) : []);
    }
  };
  const visit = (plan: Plan, wanted: ReadonlySet<string>): void => {
    for (const expression of expressionsOf(plan)) visitQueries(expression);
    if (plan.op === 'table') {
      const lane = tables.get(plan.name);
      const names = lane && live.get(lane);
      if (names) for (const { name } of plan.schema) if (wanted.has(name)) names.add(name);
    } else if (plan.op === 'reference') ask(plan.id, wanted);
    else if (isStep(plan)) visit(plan.input, readBy(plan, wanted));
    else if (plan.op === 'sort' || plan.op === 'take') {
      const read = expressionsOf(plan).flatMap((expression) => [...columnsOf(expression)]);
      visit(plan.input, new Set([...wanted, ...read]));
    } else if (plan.op === 'join') {
      const { input, right, keys, sources, schema } = plan;
      const from = (side: 'left' | 'right'): Set<string> => {
        const names = keys.flatMap((key) => [...columnsOf(key[side])]);
        const kept = sources.filter((source, i) => source.side === side && wanted.has(schema[i]?.name ?? ''));
        return new Set([...names, ...kept.map(({ name }) => name)]);
      };
      visit(input, from('left'));
      visit(right, from('right'));
    } else if (plan.op === 'union') {
      for (const input of plan.inputs) visit(input, inputOfUnion(input, wanted));
    } else if (plan.op === 'distinct')
      visit(plan.input, new Set(plan.expressions.flatMap(({ expression }) => [...columnsOf(expression)])));
    else if (plan.op === 'count') visit(plan.input, new Set());
    else for (const input of inputsOf(plan)) visit(input, all(input));
  };
  visit(program.main, all(program.main));

  for (const { inputs, schema } of rollings.values())
    for (const lane of inputs) for (const { name } of schema) live.get(lane)?.add(name);

  // From the last lane to the first: a lane's parent stands before it.
  for (const lane of lanes.toReversed()) {
    const needs = readBySteps(lane.steps, live.get(lane) ?? new Set());
    const above = lane.parent && live.get(lane.parent);
    if (above) for (const name of needs) above.add(name);
  }
  return live;
}

/** What steps read of their input, so that the wanted columns come out. */
export function readBySteps(steps: readonly Step[], wanted: ReadonlySet<string>): ReadonlySet<string> {
  return steps.reduceRight((names, step) => readBy(step, names), wanted);
}

/** Columns that an expansion fills. */
export function madeBy({ items, index }: MvExpansion): ReadonlySet<string> {
  const names = items.map(({ column }) => column.name);
  return new Set(index === undefined ? names : [...names, index]);
}

/** What an expansion reads: all items, for they say how many rows there are. */
export function readByExpansion(step: MvExpansion, wanted: ReadonlySet<string>): Set<string> {
  const made = madeBy(step);
  const read = new Set([...wanted].filter((name) => !made.has(name)));
  for (const { expression } of step.items) columnsOf(expression, read);
  return read;
}

/** A column that is only handed on is read where it is wanted; everything else is worked out. */
function readBy(step: Step, wanted: ReadonlySet<string>): ReadonlySet<string> {
  if (step.op === 'where') return columnsOf(step.predicate, new Set(wanted));
  if (step.op === 'mv-expand') return readByExpansion(step, wanted);
  const read = new Set<string>();
  const use = (expression: Expression, isWanted: boolean): void => {
    if (expression.kind !== 'column' || isWanted) columnsOf(expression, read);
  };
  if (step.op === 'project') {
    for (const { name, expression } of step.expressions) use(expression, wanted.has(name));
    return read;
  }
  for (const { expression } of step.by) columnsOf(expression, read);
  for (const { name, args, columns } of step.aggregates) {
    const isRow = (name === 'arg_min' || name === 'arg_max') && args.length === columns.length;
    args.forEach((arg, i) => use(arg, !isRow || i === 0 || wanted.has(columns[i]?.name ?? '')));
  }
  return read;
}

/** Columns of one name and different types get their type behind the name. */
function inputOfUnion({ schema }: Plan, wanted: ReadonlySet<string>): ReadonlySet<string> {
  const read = schema.filter(({ name, type }) => wanted.has(name) || wanted.has(`${name}_${type}`));
  return new Set(read.map(({ name }) => name));
}

function all({ schema }: Plan): ReadonlySet<string> {
  return new Set(schema.map(({ name }) => name));
}
