/**
 * Summaries of a long window, such as "the usual gap between two events in the last two weeks". Most rows of
 * such a window are those of the run before, so its rows are kept from run to run, in slices that come and go
 * together, and a run looks only at the ends of each slice. Which summaries that holds for is told from the plan.
 */
import { findRowFunction, findWindowFunction } from '../kql/functions/registry.ts';
import type { Expression } from '../kql/plan/expression.ts';
import type { AggregateCall, Plan } from '../kql/plan/plan.ts';
import type { ColumnSchema } from '../kql/table/table.ts';
import type { ScalarType } from '../kql/values/scalar.ts';
import { columnsOf, isSteady, type Bindings } from './expression-facts.ts';
import { allBounds, copiesLane, type Lane } from './lane.ts';
import { courseOf } from './monotone.ts';

type Summarize = Extract<Plan, { op: 'summarize' }>;

/** A percentile of values that belong to a row and the one before it. */
export interface RankedCall {
  /** Over the columns of a row, and over those of the row before with `beforePrefix`. */
  readonly expression: Expression;
  readonly percent: number;
  readonly column: ColumnSchema;
}

export interface Rolling {
  /** The tables that are put one after the other. */
  readonly inputs: readonly Lane[];
  /** Columns of the rows that are kept. */
  readonly schema: readonly ColumnSchema[];
  readonly arrival: string;
  /** Columns that tell the groups, all of them text. */
  readonly keys: readonly string[];
  /** How groups follow each other where a row is compared with the one before; 1 or -1 for each key. */
  readonly directions: readonly (1 | -1)[];
  /** Columns whose smallest or largest values are asked for. */
  readonly extremes: readonly string[];
  /** What is asked of the time of arrival: rises or falls with it. */
  readonly aged: readonly Expression[];
  readonly ranked: readonly RankedCall[];
  /** The summary over `rowsTable` without the percentiles. */
  readonly partial: Summarize;
  /** All of it over `rowsTable`. */
  readonly whole: Summarize;
}

export interface RollingFrame {
  readonly bindings: Bindings;
  /** Name of the own table. */
  readonly own: string;
  laneOf(plan: Plan): Lane | undefined;
}

/** The rows that are looked at. No table of a workspace can have this name. */
export const rowsTable = '$rows';
export const beforePrefix = '$before ';

const countable: ReadonlySet<ScalarType> = new Set(['int', 'long', 'datetime', 'timespan']);

/** undefined where the summary has to be made anew in each run. */
export function rollingOf(plan: Summarize, frame: RollingFrame): Rolling | undefined {
  const found = findInputs(plan, frame);
  // Without groups there is a row also where nothing is seen.
  if (!found || plan.by.length === 0) return undefined;
  const { inputs, union, sort, outputs } = found;
  const arrival = union.schema.find(({ name }) => inputs.every(({ arrivals }) => arrivals.has(name)))?.name;
  // Unsorted, the rows of one input stand before those of the next, whenever they arrived.
  if (arrival === undefined || (!sort && inputs.length !== 1)) return undefined;
  const keys = plan.by.map(({ expression }) => resolve(expression, outputs));
  const names = keys.map((key) => (key?.kind === 'column' && key.type === 'string' ? key.name : undefined));
  if (!names.every((name) => name !== undefined)) return undefined;
  const directions = sort && directionsOf(sort, names, arrival);
  if (sort && !directions) return undefined;
  const parts = { extremes: new Set<string>(), aged: [] as Expression[], ranked: [] as RankedCall[] };
  const calls: AggregateCall[] = [];
  for (const call of plan.aggregates) {
    const args = call.args.map((arg) => resolve(arg, outputs));
    if (!args.every((arg) => arg !== undefined)) return undefined;
    const kept = { ...call, args };
    if (!takeCall(kept, parts, { ...frame, arrival, isSorted: sort !== undefined })) return undefined;
    calls.push(kept);
  }
  const used = new Set([...names, arrival, ...parts.extremes]);
  for (const { expression } of parts.ranked)
    for (const name of columnsOf(expression)) used.add(name.replace(beforePrefix, ''));
  const schema = union.schema.filter(({ name }) => used.has(name));
  const rows: Plan = { op: 'table', name: rowsTable, schema, place: plan.place };
  const input = sort ? { ...sort, input: rows, schema } : rows;
  const by = plan.by.map(({ name }, i) => ({ name, expression: keys[i] as Expression }));
  const partial = calls.filter(({ name }) => name !== 'percentile');
  const columns = partial.flatMap((call) => call.columns);
  const keySchema = plan.schema.slice(0, by.length);
  return {
    inputs,
    schema,
    arrival,
    keys: names,
    directions: directions ?? names.map(() => 1),
    extremes: [...parts.extremes],
    aged: parts.aged,
    ranked: parts.ranked,
    partial: { ...plan, by, aggregates: partial, input, schema: [...keySchema, ...columns] },
    whole: { ...plan, by, aggregates: calls, input },
  };
}

type Outputs = ReadonlyMap<string, Expression>;

/** What a short window holds is worked out as fast anew. */
function isLong(lane: Lane): boolean {
  return !copiesLane(lane) && allBounds(lane).every(({ operator }) => operator.startsWith('<'));
}

/** What a summary reads: lanes, perhaps sorted, perhaps with columns worked out behind that. */
function findInputs(plan: Summarize, { laneOf }: RollingFrame) {
  let below: Plan = plan.input;
  const projects: Extract<Plan, { op: 'project' }>[] = [];
  for (; below.op === 'project'; below = below.input) projects.unshift(below);
  const sort = below.op === 'sort' ? below : undefined;
  const union = sort ? sort.input : below;
  const plans = union.op === 'union' && !union.source ? union.inputs : [union];
  const inputs = plans.map(laneOf);
  const holdsAll = (lane: Lane): boolean =>
    union.schema.every(({ name, type }) => lane.schema.some((own) => own.name === name && own.type === type));
  if (!inputs.every((lane) => lane !== undefined && holdsAll(lane) && isLong(lane))) return undefined;
  let outputs: Outputs | undefined;
  for (const { expressions } of projects) {
    const found: [string, Expression | undefined][] = expressions.map(({ name, expression }) => [
      name,
      outputs ? resolve(expression, outputs) : expression,
    ]);
    if (found.some(([, expression]) => expression === undefined)) return undefined;
    outputs = new Map(found as [string, Expression][]);
  }
  return { inputs: inputs as readonly Lane[], union, sort, outputs };
}

/** The expression over what stands below projections; undefined where it reads more than its row. */
function resolve(expression: Expression, outputs: Outputs | undefined): Expression | undefined {
  if (expression.kind === 'column') return outputs ? outputs.get(expression.name) : expression;
  if (expression.kind === 'literal' || expression.kind === 'variable') return expression;
  if (expression.kind !== 'call') return undefined;
  if (findRowFunction(expression.name)) return undefined;
  const args = expression.args.map((arg) => resolve(arg, outputs));
  return args.every((arg) => arg !== undefined) ? { ...expression, args } : undefined;
}

/** Rows must stand by group, and in a group by arrival. */
function directionsOf(
  { keys }: Extract<Plan, { op: 'sort' }>,
  names: readonly string[],
  arrival: string,
): (1 | -1)[] | undefined {
  const sorted = keys.map(({ expression }) => (expression.kind === 'column' ? expression.name : undefined));
  const isByGroup = names.every((name, i) => sorted[i] === name) && sorted.length === names.length + 1;
  if (!isByGroup || sorted.at(-1) !== arrival || keys.at(-1)?.isDescending !== false) return undefined;
  return keys.slice(0, -1).map(({ isDescending }) => (isDescending ? -1 : 1));
}

interface CallFrame extends RollingFrame {
  readonly arrival: string;
  readonly isSorted: boolean;
}

function takeCall(
  call: AggregateCall,
  parts: {
    readonly extremes: Set<string>;
    readonly aged: Expression[];
    readonly ranked: RankedCall[];
  },
  { bindings, own, arrival, isSorted }: CallFrame,
): boolean {
  const { name, args, columns } = call;
  const [first, second] = args;
  const [column] = columns;
  if (!first || !column || columns.length !== 1 || !countable.has(first.type)) return false;
  if (name === 'percentile') {
    const percent = second?.kind === 'literal' ? Number(second.value) : NaN;
    if (!(percent >= 0 && percent <= 100) || args.length !== 2) return false;
    const expression = pairOf(first);
    if (!isSteady(expression, bindings, own) || (readsBefore(expression) && !isSorted)) return false;
    parts.ranked.push({ expression, percent, column });
    return true;
  }
  const isExtreme = name === 'max' || name === 'min';
  if (!isExtreme && name !== 'make_set') return false;
  if (isExtreme && first.kind === 'column') {
    parts.extremes.add(first.name);
    return args.length === 1;
  }
  if (!args.slice(1).every(({ kind }) => kind === 'literal')) return false;
  if (courseOf(first, arrival, bindings) === undefined) return false;
  if (!parts.aged.some((known) => isSame(known, first))) parts.aged.push(first);
  return true;
}

/** Whether two expressions say the same, wherever they stand. Literals may be numbers that JSON does not have. */
function isSame(a: Expression, b: Expression): boolean {
  return textOf(a) === textOf(b);
}

function textOf(expression: Expression): string {
  return JSON.stringify(expression, (name, value: unknown) => {
    if (name === 'place') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}

function readsBefore(expression: Expression): boolean {
  return [...columnsOf(expression)].some((name) => name.startsWith(beforePrefix));
}

/** `prev(x)` as a column of the row before. Other functions of neighbours stay, and are not steady. */
function pairOf(expression: Expression): Expression {
  if (expression.kind !== 'call') return expression;
  const [first, ...rest] = expression.args;
  if (expression.name === 'prev' && first?.kind === 'column' && rest.length === 0)
    return { ...first, name: `${beforePrefix}${first.name}`, type: expression.type };
  if (findWindowFunction(expression.name)) return expression;
  return { ...expression, args: expression.args.map(pairOf) };
}
