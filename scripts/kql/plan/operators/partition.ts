import { unsupported } from '../kql-error.ts';
import { schemaOf, type OperatorPlanner } from '../planning.ts';
import { parametersOf, partOf, requirePart, textOf } from '../syntax.ts';

/** Parts that the strategy `legacy`, the default, allows. Source: Kusto reference, partition. */
const mostParts = 64;

export const planPartition: OperatorPlanner = (node, input, planning) => {
  const { bindings } = planning;
  const operand = requirePart(node, 'Operand');
  const query = partOf(operand, 'Subquery');
  if (!query) throw unsupported('partition with a source of its own', operand);
  const strategy = parametersOf(node).get('hint.strategy');
  const part = bindings.bindPlan('part', { op: 'part', schema: input.schema, place: node });
  if (part.op !== 'reference') throw new TypeError(part.op);
  const plan = planning.pipeline(query, part);
  return {
    op: 'partition',
    input,
    schema: schemaOf(node),
    key: planning.scalar(requirePart(node, 'ByExpression')),
    subquery: { plan, part: part.id, end: bindings.all.length },
    limit: !strategy || textOf(strategy) === 'legacy' ? mostParts : undefined,
    place: node,
  };
};
