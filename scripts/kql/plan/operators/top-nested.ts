import { planAggregation } from '../aggregation.ts';
import { unsupported } from '../kql-error.ts';
import type { NestedLevel } from '../plan.ts';
import { schemaOf, type OperatorPlanner } from '../planning.ts';
import { elementsOf, partOf, requirePart, textOf } from '../syntax.ts';

/** Each level gives two columns: its key, and what its groups are ordered by. */
export const planTopNested: OperatorPlanner = (node, input, planning) => {
  const schema = schemaOf(node);
  const levels = elementsOf(partOf(node, 'Clauses')).map((clause, i): NestedLevel => {
    const [key, value] = [schema[2 * i], schema[2 * i + 1]];
    if (!key || !value) throw unsupported(textOf(clause), clause);
    const by = requirePart(clause, 'ByExpression');
    const isOrdered = by.kind === 'OrderedExpression';
    const aggregate = isOrdered ? requirePart(by, 'Expression') : by;
    const count = partOf(clause, 'Expression');
    const others = partOf(clause, 'WithOthersClause');
    return {
      key: { name: key.name, expression: planning.scalar(requirePart(clause, 'OfExpression')) },
      count: count && planning.scalar(count),
      others: others && planning.scalar(requirePart(others, 'Expression')),
      aggregation: planAggregation([aggregate], [value], { schema: input.schema, keys: [], planning }),
      isDescending: !isOrdered || !/\basc$/.test(textOf(requirePart(by, 'Ordering'))),
    };
  });
  const last = levels.length - 1;
  if (levels.some(({ others }, i) => others && i < last))
    throw unsupported('with others above another level', node);
  return { op: 'top-nested', input, schema, levels, place: node };
};
