/** Scalar expressions: from the bound tree to calls of functions. */
import type { ScalarType } from '../values/scalar.ts';
import type { Call, Expression } from './expression.ts';
import { ingestionTimeColumn, isIngestionTimeCall } from './ingestion-time.ts';
import { invalid, unsupported } from './kql-error.ts';
import { literalTypeOf, readLiteral } from './literal.ts';
import type { Plan } from './plan.ts';
import { requireClosed, type Planning } from './planning.ts';
import { Scope } from './scope.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from './syntax.ts';
import { planTuple, planTupleItem } from './tuple.ts';

type ScalarPlanner = (node: SyntaxNode, planning: Planning) => Expression;

const planners: Readonly<Record<string, ScalarPlanner>> = {
  ParenthesizedExpression: (node, planning) => planning.scalar(requirePart(node, 'Expression')),
  NameReference: planName,
  FunctionCallExpression: planCall,
  PathExpression: planPath,
  ElementExpression: (node, planning) =>
    planTupleItem(node, planning) ??
    callOf('element', node, [
      planning.scalar(requirePart(node, 'Expression')),
      planning.scalar(requirePart(requirePart(node, 'Selector'), 'Expression')),
    ]),
  ToScalarExpression: (node, planning) => {
    const inner = requirePart(node, 'Expression');
    if (!inner.columns) return planning.scalar(inner);
    const plan = requireClosed(planning.tabular(inner));
    const query = { kind: 'scalar-query', type: typeOf(node), plan, place: node } as const;
    return planning.bindings.bindExpression('toscalar', query);
  },
  BetweenExpression: planBetween,
  NotBetweenExpression: (node, planning) => callOf('not', node, [planBetween(node, planning)], 'bool'),
  SimpleNamedExpression: (node, planning) => planning.scalar(requirePart(node, 'Expression')),
  UnaryPlusExpression: (node, planning) => planning.scalar(requirePart(node, 'Expression')),
  UnaryMinusExpression: (node, planning) =>
    callOf('UnaryMinus', node, [planning.scalar(requirePart(node, 'Expression'))]),
  TypeOfLiteralExpression: (node) => ({
    kind: 'literal',
    type: 'string',
    value: node.symbol?.name ?? 'long',
    place: node,
  }),
};

/** Operators whose right side is a list: the name of the operator is the node's kind without its end. */
const lists = new Set(['In', 'NotIn', 'InCs', 'NotInCs', 'HasAny', 'HasAll']);

/** Plans a scalar expression. */
export function planScalar(node: SyntaxNode, planning: Planning): Expression {
  const literal = literalTypeOf(node);
  if (literal) return { kind: 'literal', type: literal, value: readLiteral(node, literal), place: node };
  const planner = planners[node.kind];
  if (planner) return planner(node, planning);
  const operator = node.kind.replace(/Expression$/, '');
  if (lists.has(operator)) return planList(operator, node, planning);
  if (node.symbol?.kind === 'operator' && partOf(node, 'Right')) {
    const sides = [requirePart(node, 'Left'), requirePart(node, 'Right')];
    return callOf(operator, node, sides.map(planning.scalar));
  }
  throw unsupported(textOf(node), node);
}

function callOf(name: string, node: SyntaxNode, args: readonly Expression[], type = typeOf(node)): Call {
  return { kind: 'call', type, name, args, place: node };
}

function typeOf(node: SyntaxNode): ScalarType {
  if (node.type && node.type !== 'unknown') return node.type;
  throw unsupported(`${textOf(node)}, whose type is not known,`, node);
}

function planName(node: SyntaxNode, planning: Planning): Expression {
  const name = node.symbol?.name ?? textOf(node);
  if (node.symbol?.kind === 'column') return { kind: 'column', name, type: typeOf(node), place: node };
  const meaning = planning.scope.find(name);
  if (meaning?.kind === 'scalar') return meaning.expression;
  if (meaning?.kind === 'tabular' || node.columns) {
    throw invalid(`${name} is a table; a single value is needed here.`, node);
  }
  throw unsupported(`The name ${name} here`, node);
}

/** A call of a function: one of the query's own stands for its body. */
function planCall(node: SyntaxNode, planning: Planning): Expression {
  const name = node.symbol?.name ?? textOf(requirePart(node, 'Name'));
  const args = elementsOf(partOf(requirePart(node, 'ArgumentList'), 'Expressions'));
  if (isIngestionTimeCall(node))
    return { kind: 'column', name: ingestionTimeColumn, type: 'datetime', place: node };
  const meaning = planning.scope.find(name);
  if (meaning?.kind !== 'function') return planBuiltIn(name, node, args, planning);
  const inner = enterFunction(node, args, planning);
  const result = partOf(inner.body, 'Expression');
  if (!result) throw invalid(`The function ${name} gives no value.`, node);
  const within = planning.within(inner.scope);
  for (const statement of elementsOf(partOf(inner.body, 'Statements'))) within.declare(statement);
  return within.scalar(result);
}

/** A star among the arguments stands for all columns. */
function planBuiltIn(
  name: string,
  node: SyntaxNode,
  args: readonly SyntaxNode[],
  planning: Planning,
): Expression {
  const [first] = planTuple(node, planning) ?? [];
  if (first) return first;
  if (name === 'column_names_of') return columnNames(node, args, planning);
  if (name === 'bag_pack_columns')
    return callOf(
      'bag_pack',
      node,
      args.flatMap((arg) => namedPair(arg, planning)),
    );
  const planned = args.flatMap((arg): readonly Expression[] =>
    arg.kind === 'StarExpression'
      ? (arg.columns ?? []).map((column) => ({ kind: 'column', ...column, place: arg }))
      : [planning.scalar(arg)],
  );
  return callOf(name, node, planned);
}

/** The names of a table's columns, which are known before it runs. */
function columnNames(node: SyntaxNode, [table]: readonly SyntaxNode[], planning: Planning): Expression {
  if (!table) throw invalid('column_names_of needs a table.', node);
  const { schema } = requireClosed(planning.tabular(table));
  return { kind: 'literal', type: 'dynamic', value: schema.map((column) => column.name), place: node };
}

/** A column behind its own name. */
function namedPair(arg: SyntaxNode, planning: Planning): readonly Expression[] {
  if (arg.symbol?.kind !== 'column') throw unsupported(`${textOf(arg)} as a column to pack`, arg);
  return [{ kind: 'literal', type: 'string', value: arg.symbol.name, place: arg }, planning.scalar(arg)];
}

export interface EnteredFunction {
  readonly body: SyntaxNode;
  /** Parameters and the names declared in the body. */
  readonly scope: Scope;
}

/** Binds the parameters of a function of the query to the arguments of a call; `first` is a table before them. */
export function enterFunction(
  node: SyntaxNode,
  args: readonly SyntaxNode[],
  planning: Planning,
  first?: Plan,
): EnteredFunction {
  const meaning = planning.scope.find(node.symbol?.name ?? '');
  if (meaning?.kind !== 'function') throw new TypeError(`${textOf(node)} names no function`);
  const scope = new Scope(meaning.scope);
  const parameters = elementsOf(partOf(requirePart(meaning.declaration, 'Parameters'), 'Parameters'));
  const byName = new Map(
    args
      .filter(({ kind }) => kind === 'SimpleNamedExpression')
      .map((arg) => [textOf(requirePart(arg, 'Name')), arg]),
  );
  parameters.forEach((parameter, i) => {
    const declared = requirePart(requirePart(parameter, 'NameAndType'), 'Name');
    const name = textOf(declared);
    if (first && i === 0) {
      scope.declare(name, { kind: 'tabular', plan: planning.bindings.bindPlan(name, first) });
      return;
    }
    const fallback = partOf(parameter, 'DefaultValue');
    const arg = byName.get(name) ?? args[first ? i - 1 : i] ?? (fallback && requirePart(fallback, 'Value'));
    if (!arg) throw invalid(`The argument ${name} is missing.`, node);
    scope.declare(
      name,
      arg.columns
        ? { kind: 'tabular', plan: planning.bindings.bindPlan(name, planning.tabular(arg)) }
        : { kind: 'scalar', expression: planning.scalar(arg) },
    );
  });
  return { body: node.body ?? requirePart(meaning.declaration, 'Body'), scope };
}

/** `a.b` is a member of a dynamic value, or a column of one side of a join. */
function planPath(node: SyntaxNode, planning: Planning): Expression {
  const item = planTupleItem(node, planning);
  if (item) return item;
  const selector = requirePart(node, 'Selector');
  if (selector.symbol?.kind === 'column' || node.symbol?.kind === 'column') {
    const name = selector.symbol?.name ?? textOf(selector);
    return { kind: 'column', name, type: typeOf(selector), place: node };
  }
  return callOf(
    'element',
    node,
    [planning.scalar(requirePart(node, 'Expression')), planKey(selector, planning)],
    'dynamic',
  );
}

/** `a.b` and `a.["b"]` name a member; `a.[b]` names it by the value of `b`. */
function planKey(selector: SyntaxNode, planning: Planning): Expression {
  if (selector.kind === 'BracketedExpression') return planning.scalar(requirePart(selector, 'Expression'));
  if (selector.kind !== 'NameReference') throw unsupported(`${textOf(selector)} as a member`, selector);
  return { kind: 'literal', type: 'string', value: memberName(selector), place: selector };
}

function memberName(selector: SyntaxNode): string {
  const text = textOf(selector);
  const [, quoted] = /^\[\s*(["'])([\s\S]*)\1\s*\]$/.exec(text)?.slice(1) ?? [];
  return quoted ?? text;
}

function planBetween(node: SyntaxNode, planning: Planning): Expression {
  const couple = requirePart(node, 'Right');
  const sides = [requirePart(node, 'Left'), requirePart(couple, 'First'), requirePart(couple, 'Second')];
  return callOf('Between', node, sides.map(planning.scalar), 'bool');
}

function planList(name: string, node: SyntaxNode, planning: Planning): Expression {
  const items = elementsOf(partOf(requirePart(node, 'Right'), 'Expressions')).map((item) =>
    item.columns ? listOf(item, planning) : planning.scalar(item),
  );
  return callOf(name, node, [planning.scalar(requirePart(node, 'Left')), ...items], 'bool');
}

/** The first column of a table as a list of values. */
function listOf(node: SyntaxNode, planning: Planning): Expression {
  const query = {
    kind: 'list-query',
    type: 'dynamic',
    plan: requireClosed(planning.tabular(node)),
    place: node,
  } as const;
  return planning.bindings.bindExpression('in', query);
}
