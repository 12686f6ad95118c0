import { unsupported } from '../kql-error.ts';
import type { KeyValueOptions } from '../plan.ts';
import { schemaOf, type OperatorPlanner } from '../planning.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';
import { checkNames, planColumn } from './parse.ts';

export const planParseKv: OperatorPlanner = (node, input, planning) => {
  const columns = elementsOf(partOf(requirePart(node, 'Keys'), 'Columns')).map(planColumn);
  checkNames(input, columns, node);
  return {
    op: 'parse-kv',
    input,
    schema: schemaOf(node),
    expression: planning.scalar(requirePart(node, 'Expression')),
    columns,
    options: planOptions(partOf(node, 'WithClause')),
    place: node,
  };
};

function planOptions(clause: SyntaxNode | undefined): KeyValueOptions {
  const texts: Record<string, string[]> = {};
  let isGreedy = false;
  for (const property of elementsOf(clause && partOf(clause, 'Properties'))) {
    const name = textOf(requirePart(property, 'Name')).toLowerCase();
    const value = requirePart(property, 'Expression');
    if (name === 'greedy') isGreedy = textOf(value) === 'true';
    else if (typeof value.literal === 'string') (texts[name] ??= []).push(value.literal);
    else throw unsupported(`${textOf(property)} in parse-kv`, property);
  }
  const { pair_delimiter: pair, kv_delimiter: keyValue, quote = [], escape = [], regex, ...others } = texts;
  const [unknown] = Object.keys(others);
  if (clause && unknown) throw unsupported(`${unknown} in parse-kv`, clause);
  return {
    pairDelimiter: pair?.[0],
    valueDelimiter: keyValue?.[0],
    quotes: quote,
    escapes: escape,
    isGreedy,
    regex: regex?.[0],
  };
}
