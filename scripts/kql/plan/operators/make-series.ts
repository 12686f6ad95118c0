import { planAggregation } from '../aggregation.ts';
import { unsupported } from '../kql-error.ts';
import { schemaOf, type OperatorPlanner, type Planning } from '../planning.ts';
import type { Expression } from '../expression.ts';
import { elementsOf, parametersOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

interface Range {
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  readonly step: Expression;
  readonly includesEnd: boolean;
}

/** The columns of the result: keys, one array for each aggregate, the axis. */
export const planMakeSeries: OperatorPlanner = (node, input, planning) => {
  const schema = schemaOf(node);
  const clause = partOf(node, 'ByClause');
  const by = elementsOf(clause && partOf(clause, 'Expressions')).map((key, i) => ({
    name: schema[i]?.name ?? '',
    expression: planning.scalar(key),
  }));
  const series = elementsOf(partOf(node, 'Aggregates'));
  const aggregates = series.map((item) => requirePart(item, 'Expression'));
  const columns = aggregates.map((aggregate, i) => ({
    name: schema[by.length + i]?.name ?? '',
    type:
      aggregate.type === undefined || aggregate.type === 'unknown' ? ('dynamic' as const) : aggregate.type,
  }));
  if (aggregates.some((aggregate) => aggregate.columns))
    throw unsupported('An aggregate of several columns', node);
  return {
    op: 'make-series',
    input,
    schema,
    by,
    aggregation: planAggregation(aggregates, columns, { schema: input.schema, keys: by, planning }),
    defaults: series.map((item) => {
      const value = partOf(item, 'DefaultExpression');
      return value && planning.scalar(requirePart(value, 'Expression'));
    }),
    axis: {
      name: schema.at(-1)?.name ?? '',
      expression: planning.scalar(requirePart(requirePart(node, 'OnClause'), 'Expression')),
    },
    ...planRangeClause(requirePart(node, 'RangeClause'), planning),
    isNonempty: textOf(parametersOf(node).get('kind') ?? node) === 'nonempty',
    place: node,
  };
};

function planRangeClause(clause: SyntaxNode, planning: Planning): Range {
  if (clause.kind === 'MakeSeriesInRangeClause') {
    const bounds = elementsOf(partOf(requirePart(clause, 'Arguments'), 'Expressions')).map(planning.scalar);
    const [from, to, step] = bounds;
    if (!from || !to || !step) throw unsupported(textOf(clause), clause);
    return { from, to, step, includesEnd: true };
  }
  const bound = (name: string): Expression | undefined => {
    const part = partOf(clause, name);
    return part && planning.scalar(requirePart(part, 'Expression'));
  };
  const step = bound('MakeSeriesStepClause');
  if (!step) throw unsupported('make-series without a step', clause);
  return { from: bound('MakeSeriesFromClause'), to: bound('MakeSeriesToClause'), step, includesEnd: false };
}
