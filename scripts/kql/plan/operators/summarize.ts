import { planAggregation } from '../aggregation.ts';
import type { Plan } from '../plan.ts';
import { schemaOf, type OperatorPlanner } from '../planning.ts';
import { elementsOf, partOf } from '../syntax.ts';

export { planAggregate } from '../aggregation.ts';

/** Expressions around aggregates are worked out behind the groups, from columns that the aggregates fill. */
export const planSummarize: OperatorPlanner = (node, input, planning) => {
  const schema = schemaOf(node);
  const clause = partOf(node, 'ByClause');
  const nodes = clause ? elementsOf(partOf(clause, 'Expressions')) : [];
  const by = nodes.map((key, i) => ({ name: schema[i]?.name ?? '', expression: planning.scalar(key) }));
  const keyColumns = schema.slice(0, by.length);
  const { calls, outputs } = planAggregation(
    elementsOf(partOf(node, 'Aggregates')),
    schema.slice(by.length),
    {
      schema: input.schema,
      keys: by,
      planning,
    },
  );
  const filled = [...keyColumns, ...calls.flatMap(({ columns }) => columns)];
  const groups: Plan = { op: 'summarize', input, schema: filled, by, aggregates: calls, place: node };
  if (!outputs) return groups;
  const expressions = [
    ...keyColumns.map((column) => ({ kind: 'column', ...column, place: node }) as const),
    ...outputs,
  ].map((expression, i) => ({ name: schema[i]?.name ?? '', expression }));
  return { op: 'project', input: groups, schema, expressions, place: node };
};
