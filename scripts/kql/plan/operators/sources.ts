import { invalid } from '../kql-error.ts';
import { literalTypeOf, readLiteral } from '../literal.ts';
import type { Plan } from '../plan.ts';
import { schemaOf, type Planning } from '../planning.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';
import { planColumns } from '../tuple.ts';

/** `datatable (...) [...]`: its cells are literals, converted to the type of their column when it runs. */
export function planDatatable(node: SyntaxNode, planning: Planning): Plan {
  const schema = schemaOf(node);
  const cells = elementsOf(partOf(node, 'Values')).map((cell) => {
    const type = literalTypeOf(cell);
    return type
      ? ({ kind: 'literal', type, value: readLiteral(cell, type), place: cell } as const)
      : planning.scalar(cell);
  });
  if (schema.length > 0 && cells.length % schema.length !== 0) {
    throw invalid(`The values do not fill ${schema.length} columns.`, node);
  }
  return { op: 'datatable', schema, cells, place: node };
}

export function planPrint(node: SyntaxNode, planning: Planning): Plan {
  const schema = schemaOf(node);
  const expressions = elementsOf(partOf(node, 'Expressions'))
    .flatMap((expression) => planColumns(expression, planning))
    .map(({ expression }, i) => ({ name: schema[i]?.name ?? '', expression }));
  return { op: 'print', schema, expressions, place: node };
}

export function planRange(node: SyntaxNode, planning: Planning): Plan {
  const [from, to, step] = ['From', 'To', 'Step'].map((name) => planning.scalar(requirePart(node, name)));
  if (!from || !to || !step) throw new TypeError(textOf(node));
  return { op: 'range', schema: schemaOf(node), from, to, step, place: node };
}
