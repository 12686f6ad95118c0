/** Operators that read columns out of text: parse, parse-where. */
import type { ColumnSchema } from '../../table/table.ts';
import { invalid, unsupported } from '../kql-error.ts';
import type { ParseKind, ParsePart, Plan } from '../plan.ts';
import { schemaOf, type OperatorPlanner } from '../planning.ts';
import { elementsOf, parametersOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

const kinds: readonly string[] = ['simple', 'relaxed', 'regex'] satisfies readonly ParseKind[];

export const planParse: OperatorPlanner = (node, input, planning) => planKind(node, input, planning, false);
export const planParseWhere: OperatorPlanner = (node, input, planning) =>
  planKind(node, input, planning, true);

function planKind(
  node: SyntaxNode,
  input: Plan,
  planning: Parameters<OperatorPlanner>[2],
  onlyMatches: boolean,
): Plan {
  const parameters = parametersOf(node);
  const [kindNode, flagsNode] = [parameters.get('kind'), parameters.get('flags')];
  const kind = kindNode ? textOf(kindNode) : 'simple';
  if (!kinds.includes(kind)) throw invalid(`There is no kind ${kind} of parse.`, kindNode ?? node);
  const parts = elementsOf(partOf(node, 'Patterns')).map(planPart);
  checkNames(
    input,
    parts.flatMap((part) => (part.kind === 'column' ? [part.column] : [])),
    node,
  );
  checkOrder(parts, node);
  return {
    op: 'parse',
    input,
    schema: schemaOf(node),
    kind: kind as ParseKind,
    flags: flagsNode ? textOf(flagsNode) : '',
    onlyMatches,
    expression: planning.scalar(requirePart(node, 'Expression')),
    parts,
    place: node,
  };
}

function planPart(node: SyntaxNode): ParsePart {
  if (node.kind === 'StarExpression') return { kind: 'skip' };
  if (node.kind === 'NameDeclaration' || node.kind === 'NameAndTypeDeclaration') {
    return { kind: 'column', column: planColumn(node) };
  }
  if (typeof node.literal === 'string') return { kind: 'text', text: node.literal };
  throw unsupported(`${textOf(node)} in the pattern of parse`, node);
}

/** Every name stands once; which of two columns of one name is meant, the binder does not say. */
export function checkNames(input: Plan, columns: readonly ColumnSchema[], place: SyntaxNode): void {
  const names = [...input.schema, ...columns].map(({ name }) => name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw unsupported(`Parsing a second column ${repeated}`, place);
}

/** A column with its type; without one it is text. */
export function planColumn(node: SyntaxNode): ColumnSchema {
  const name = node.kind === 'NameDeclaration' ? node : requirePart(node, 'Name');
  if (!name.type || name.type === 'unknown') throw unsupported(`The column ${textOf(node)}`, node);
  return { name: name.symbol?.name ?? textOf(name), type: name.type };
}

/** Between two columns stands text; after a star too. What may be skipped begins only after a number. */
function checkOrder(parts: readonly ParsePart[], place: SyntaxNode): void {
  parts.forEach((part, i) => {
    const next = parts[i + 1];
    if (!next || part.kind === 'text') return;
    const isNumber = part.kind === 'column' && ['int', 'long', 'real'].includes(part.column.type);
    if (next.kind === 'column' || (next.kind === 'skip' && !isNumber)) {
      throw unsupported('A column of parse without text behind it', place);
    }
  });
}
