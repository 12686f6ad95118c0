/**
 * From the bound tree to a plan. In: Microsoft's tree in plain form. Out: operators, expressions and the
 * values shared between them. What the engine does not run is refused here, with its place.
 */
import type { Place } from './expression.ts';
import { invalid, unsupported } from './kql-error.ts';
import { readsIngestionTime, withIngestionTime, withoutIngestionTime } from './ingestion-time.ts';
import { operatorPlanners } from './operators/operators.ts';
import { planDatatable, planPrint, planRange } from './operators/sources.ts';
import { planUnion } from './operators/union.ts';
import type { Plan, Program } from './plan.ts';
import { schemaOf, type Planning } from './planning.ts';
import { enterFunction, planScalar } from './scalar.ts';
import { Bindings, Scope } from './scope.ts';
import { requireOrder } from './serialization.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from './syntax.ts';
import { dropUnwritten } from './unwritten-columns.ts';

/** Plans a query; throws `KqlError`. */
export function planQuery(root: SyntaxNode): Program {
  const bindings = new Bindings();
  const planning = createPlanning(new Scope(), bindings);
  const statements = elementsOf(partOf(root, 'Statements'));
  let main: Plan | undefined;
  for (const statement of statements) main = planStatement(statement, planning) ?? main;
  if (!main) throw invalid('The query has no tabular expression.', { start: 0, length: root.source.length });
  requireOrder(
    [main, ...bindings.all.flatMap((bound) => ('plan' in bound ? [bound.plan] : []))],
    bindings.all,
  );
  return { bindings: bindings.all, main: dropUnwritten(main, bindings.all) };
}

function createPlanning(scope: Scope, bindings: Bindings): Planning {
  const planning: Planning = {
    scope,
    bindings,
    scalar: (node) => planScalar(node, planning),
    tabular: (node) => planTabular(node, planning),
    declare: (statement) => void planStatement(statement, planning),
    within: (inner) => createPlanning(inner, bindings),
    pipeline: (node, input) => planPipeline(node, input, planning),
    invoke: (call, input) => planFunction(call, planning, input),
  };
  return planning;
}

/** A let statement declares a name; an expression statement is the result. */
function planStatement(statement: SyntaxNode, planning: Planning): Plan | undefined {
  if (statement.kind === 'ExpressionStatement') return planning.tabular(requirePart(statement, 'Expression'));
  if (statement.kind !== 'LetStatement') throw unsupported(textOf(statement), statement);
  const name = requirePart(statement, 'Name').symbol?.name ?? textOf(requirePart(statement, 'Name'));
  const value = requirePart(statement, 'Expression');
  const { scope, bindings } = planning;
  if (value.kind === 'FunctionDeclaration') {
    scope.declare(name, { kind: 'function', declaration: value, scope });
  } else if (value.columns) {
    scope.declare(name, { kind: 'tabular', plan: bindings.bindPlan(name, planning.tabular(value)) });
  } else {
    scope.declare(name, {
      kind: 'scalar',
      expression: bindings.bindExpression(name, planning.scalar(value)),
    });
  }
  return undefined;
}

type TabularPlanner = (node: SyntaxNode, planning: Planning) => Plan;

const tabularPlanners: Readonly<Record<string, TabularPlanner>> = {
  PipeExpression: (node, planning) =>
    planOperator(requirePart(node, 'Operator'), planning.tabular(requirePart(node, 'Expression')), planning),
  ParenthesizedExpression: (node, planning) => planning.tabular(requirePart(node, 'Expression')),
  MaterializeExpression: (node, planning) => {
    const plan = planning.tabular(requirePart(node, 'Expression'));
    return planning.bindings.bindPlan('materialize', plan);
  },
  NameReference: planTableName,
  DataTableExpression: planDatatable,
  PrintOperator: planPrint,
  RangeOperator: planRange,
  UnionOperator: (node, planning) => planUnion(node, undefined, planning),
  FunctionCallExpression: (node, planning) => planFunction(node, planning),
};

function planTabular(node: SyntaxNode, planning: Planning): Plan {
  const planner = tabularPlanners[node.kind];
  if (!planner) throw unsupported(textOf(node).slice(0, 60), node);
  return planner(node, planning);
}

function planOperator(node: SyntaxNode, input: Plan, planning: Planning): Plan {
  const planner = operatorPlanners[node.kind];
  if (!planner) throw unsupported(`The operator ${/^[\w-]+/.exec(textOf(node))?.[0] ?? node.kind}`, node);
  if (readsIngestionTime(node)) {
    const wider = withIngestionTime(input, node, planning.bindings.all);
    return withoutIngestionTime(planner(node, wider, planning));
  }
  return input.isOpen ? planAfterOpen(node, planner(node, input, planning)) : planner(node, input, planning);
}

/** Operators whose columns are those of their input, or those that the query names. */
const afterOpen: ReadonlyMap<string, 'open' | 'closed'> = new Map([
  ['FilterOperator', 'open'],
  ['SortOperator', 'open'],
  ['TakeOperator', 'open'],
  ['TopOperator', 'open'],
  ['CountOperator', 'closed'],
  ['ProjectOperator', 'closed'],
  ['SummarizeOperator', 'closed'],
]);

/** What follows a table whose columns only the data know. */
function planAfterOpen(node: SyntaxNode, plan: Plan): Plan {
  const result = afterOpen.get(node.kind);
  if (!result || hasStar(node)) {
    throw unsupported('This operator behind a plugin without declared columns', node);
  }
  return result === 'open' ? { ...plan, isOpen: true } : plan;
}

function hasStar(node: SyntaxNode): boolean {
  return node.kind === 'StarExpression' || node.parts.some(([, part]) => hasStar(part));
}

function planTableName(node: SyntaxNode, planning: Planning): Plan {
  const name = node.symbol?.name ?? textOf(node);
  const meaning = planning.scope.find(name);
  if (meaning?.kind === 'tabular') return meaning.plan;
  if (meaning?.kind === 'function') return planFunction(node, planning);
  return { op: 'table', name, schema: schemaOf(node), place: placeOf(node) };
}

/** A tabular function of the query; one of the workspace, as `_GetWatchlist`, is a table by its call. */
function planFunction(node: SyntaxNode, planning: Planning, input?: Plan): Plan {
  const name = node.symbol?.name ?? '';
  const list = partOf(node, 'ArgumentList');
  const args = elementsOf(list && partOf(list, 'Expressions'));
  if (planning.scope.find(name)?.kind !== 'function') {
    if (input) throw unsupported(`The function ${name}`, node);
    return { op: 'table', name: callName(name, args), schema: schemaOf(node), place: placeOf(node) };
  }
  const { body, scope } = enterFunction(node, args, planning, input);
  const inner = planning.within(scope);
  for (const statement of elementsOf(partOf(body, 'Statements'))) planStatement(statement, inner);
  const result = partOf(body, 'Expression');
  if (!result) throw invalid(`The function ${name} gives no table.`, node);
  return inner.tabular(result);
}

/** A call as tables of the workspace are known by: `_GetWatchlist("PG1PW")`, however it is written. */
function callName(name: string, args: readonly SyntaxNode[]): string {
  const texts = args.map((arg) =>
    typeof arg.literal === 'string' ? JSON.stringify(arg.literal) : textOf(arg),
  );
  return `${name}(${texts.join(', ')})`;
}

/** Operators one after the other, the first of which has no table of its own before it. */
function planPipeline(node: SyntaxNode, input: Plan, planning: Planning): Plan {
  if (node.kind !== 'PipeExpression') return planOperator(node, input, planning);
  const before = planPipeline(requirePart(node, 'Expression'), input, planning);
  return planOperator(requirePart(node, 'Operator'), before, planning);
}

function placeOf({ start, length }: SyntaxNode): Place {
  return { start, length };
}
