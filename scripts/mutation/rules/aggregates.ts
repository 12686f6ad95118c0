/** Rows that are no longer taken together: copies that stay, keys that are forgotten; the other extreme. */
import { elementsOf, partOf, textOf, type SyntaxNode } from '../../kql/plan/syntax.ts';
import { callAt } from './call.ts';
import { leaveOut, replace, withoutElement, type Change } from './change.ts';

export function changeAggregate(node: SyntaxNode): readonly Change[] {
  return [...keepCopies(node), ...forgetKeys(node), ...changeCall(node)];
}

/** `| summarize arg_min(X, *) by K`, which keeps one row of each key, and `| distinct`. */
function keepCopies(node: SyntaxNode): readonly Change[] {
  const [bar, step] = [partOf(node, 'Bar'), partOf(node, 'Operator')];
  if (!bar || !step) return [];
  const keepsRows = elementsOf(partOf(step, 'Aggregates')).some((aggregate) =>
    /^arg_(?:min|max)\([^*]*\*\)$/.test(textOf(aggregate)),
  );
  const isOnePerKey = step.kind === 'DistinctOperator' || keepsRows;
  return isOnePerKey ? [leaveOut('duplicates', bar, step)] : [];
}

function forgetKeys(node: SyntaxNode): readonly Change[] {
  if (node.kind === 'SummarizeByClause') {
    const keys = elementsOf(partOf(node, 'Expressions'));
    return keys.length > 1
      ? keys.flatMap((_, index) => withoutElement('duplicates', keys, index))
      : [leaveOut('duplicates', node)];
  }
  if (node.kind !== 'JoinOnClause') return [];
  const keys = elementsOf(partOf(node, 'Expressions'));
  return keys.flatMap((_, index) => withoutElement('join', keys, index));
}

/** Aggregates that count or keep copies as well. */
const withCopies: ReadonlyMap<string, string> = new Map([
  ['make_set', 'make_list'],
  ['make_set_if', 'make_list_if'],
]);

const extremes: ReadonlyMap<string, string> = new Map(
  [
    ['min', 'max'],
    ['minif', 'maxif'],
    ['arg_min', 'arg_max'],
    ['min_of', 'max_of'],
  ].flatMap(([low = '', high = '']) => [
    [low, high],
    [high, low],
  ]),
);

function changeCall(node: SyntaxNode): readonly Change[] {
  const call = callAt(node);
  if (!call) return [];
  const { name, calls, given } = call;
  const copies = withCopies.get(calls);
  const extreme = extremes.get(calls);
  if (copies !== undefined) return [replace('duplicates', name, copies)];
  if (extreme !== undefined) return [replace('aggregate', name, extreme)];
  if (calls === 'count_distinct') return [replace('duplicates', node, 'count()')];
  const condition = calls === 'count_distinctif' ? given[1] : undefined;
  return condition ? [replace('duplicates', node, `countif(${textOf(condition)})`)] : [];
}
