/** Predicates that are dropped: of a where, of either side of and and or, of aggregates and branches. */
import { partOf, textOf, type SyntaxNode } from '../../kql/plan/syntax.ts';
import { callAt } from './call.ts';
import { leaveOut, replace, type Change } from './change.ts';

export function changePredicate(node: SyntaxNode): readonly Change[] {
  return [...dropFilter(node), ...dropSide(node), ...changeCall(node)];
}

/** `T | where P` → `T`; a condition that is a plain column has no operator to flip and is negated. */
function dropFilter(node: SyntaxNode): readonly Change[] {
  const [bar, filter] = [partOf(node, 'Bar'), partOf(node, 'Operator')];
  const condition = filter?.kind === 'FilterOperator' ? partOf(filter, 'Condition') : undefined;
  if (!bar || !filter || !condition) return [];
  return [leaveOut('predicate', bar, filter), ...negateColumn(condition)];
}

function negateColumn(condition: SyntaxNode): readonly Change[] {
  return condition.kind === 'NameReference'
    ? [replace('predicate', condition, `not(${textOf(condition)})`)]
    : [];
}

function dropSide(node: SyntaxNode): readonly Change[] {
  if (node.kind !== 'AndExpression' && node.kind !== 'OrExpression') return [];
  const [left, right] = [partOf(node, 'Left'), partOf(node, 'Right')];
  const operator = partOf(node, 'Operator');
  if (!left || !right || !operator) return [];
  const other = node.kind === 'AndExpression' ? 'or' : 'and';
  return [
    { family: 'predicate', start: left.start, end: right.start, text: '' },
    { family: 'predicate', start: left.start + left.length, end: right.start + right.length, text: '' },
    replace('predicate', operator, other),
    ...negateColumn(left),
    ...negateColumn(right),
  ];
}

/** Aggregates with a condition, and what they are without it. */
const unconditional: ReadonlyMap<string, string> = new Map([
  ['take_anyif', 'take_any'],
  ['make_set_if', 'make_set'],
  ['make_list_if', 'make_list'],
  ['count_distinctif', 'count_distinct'],
  ['minif', 'min'],
  ['maxif', 'max'],
]);

const opposites: ReadonlyMap<string, string> = new Map([
  ['isempty', 'isnotempty'],
  ['isnotempty', 'isempty'],
  ['isnull', 'isnotnull'],
  ['isnotnull', 'isnull'],
]);

function changeCall(node: SyntaxNode): readonly Change[] {
  const call = callAt(node);
  if (!call) return [];
  const { name, calls, given } = call;
  const [first, second, third] = given;
  const plain = unconditional.get(calls);
  const opposite = opposites.get(calls);
  if (plain !== undefined) {
    const kept = given.filter((argument) => argument !== second).map(textOf);
    return [replace('predicate', node, `${plain}(${kept.join(', ')})`)];
  }
  if (opposite !== undefined) return [replace('predicate', name, opposite)];
  if (calls === 'countif') return [replace('predicate', node, 'count()')];
  if (calls === 'not' && first) return [replace('predicate', node, `(${textOf(first)})`)];
  if (calls === 'iff' && second && third) {
    return [second, third].map((branch) => replace('predicate', node, textOf(branch)));
  }
  return calls === 'case' ? dropBranches(given) : [];
}

/** `case(P, a, Q, b, c)` → `case(Q, b, c)` and so on; a single pair cannot go. */
function dropBranches(given: readonly SyntaxNode[]): readonly Change[] {
  if (given.length <= 3) return [];
  return given.flatMap((condition, index) => {
    const next = given[index + 2];
    return index % 2 === 0 && next
      ? [{ family: 'predicate' as const, start: condition.start, end: next.start, text: '' }]
      : [];
  });
}
