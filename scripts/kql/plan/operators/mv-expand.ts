/** mv-expand and mv-apply: elements of arrays as rows of their own. */
import type { ColumnSchema } from '../../table/table.ts';
import type { ScalarType } from '../../values/scalar.ts';
import { expandedSchema } from '../expanded-schema.ts';
import type { Expression } from '../expression.ts';
import { unsupported } from '../kql-error.ts';
import type { ExpandedItem, MvExpansion, Plan } from '../plan.ts';
import { schemaOf, type OperatorPlanner, type Planning } from '../planning.ts';
import { elementsOf, parametersOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

/** Rows that the old spelling `mvexpand` makes of one row at most. */
const legacyLimit = 128;

export const planMvExpand: OperatorPlanner = (node, input, planning) => {
  const schema = schemaOf(node);
  const expansion = planExpansion(node, input, schema, planning);
  return { op: 'mv-expand', input, schema, ...expansion, place: node };
};

/** The subquery reads the rows of one input row as its table. */
export const planMvApply: OperatorPlanner = (node, input, planning) => {
  const { bindings } = planning;
  if (parametersOf(node).size > (parametersOf(node).has('with_itemindex') ? 1 : 0)) {
    throw unsupported('An option of mv-apply other than with_itemindex', node);
  }
  const inside = elementsOf(partOf(node, 'Expressions')).flatMap((item) => unnamedPath(item));
  const expansion = planExpansion(node, input, inside, planning);
  const part = bindings.bindPlan('part', {
    op: 'part',
    schema: expandedSchema(input.schema, expansion),
    place: node,
  });
  if (part.op !== 'reference') throw new TypeError(part.op);
  const query = requirePart(requirePart(node, 'Subquery'), 'Expression');
  const plan = planning.pipeline(query, part);
  const subquery = { plan, part: part.id, end: bindings.all.length };
  return { op: 'mv-apply', input, schema: schemaOf(node), ...expansion, subquery, place: node };
};

/** The binder names `a.b` without a name of its own `a_b`. */
function unnamedPath(item: SyntaxNode): readonly ColumnSchema[] {
  const expression = requirePart(item, 'Expression');
  if (expression.kind !== 'PathExpression' || !/^[\w.]+$/.test(textOf(expression))) return [];
  return [{ name: textOf(expression).replaceAll('.', '_'), type: 'dynamic' }];
}

function planExpansion(
  node: SyntaxNode,
  input: Plan,
  schema: readonly ColumnSchema[],
  planning: Planning,
): MvExpansion {
  const parameters = parametersOf(node);
  const index = parameters.get('with_itemindex');
  const mode = parameters.get('kind') ?? parameters.get('bagexpansion');
  const nodes = elementsOf(partOf(node, 'Expressions'));
  const given = nodes.map((item) => givenName(requirePart(item, 'Expression')));
  const taken = new Set([...input.schema.map(({ name }) => name), ...given]);
  const free = schema.map(({ name }) => name).filter((name) => !taken.has(name));
  const items = nodes.map((item, i): ExpandedItem => {
    const name = given[i] ?? free.shift();
    if (name === undefined) throw unsupported(`${textOf(item)} without a name`, item);
    return {
      expression: planning.scalar(requirePart(item, 'Expression')),
      column: { name, type: elementType(item) },
    };
  });
  if (new Set(items.map(({ column }) => column.name)).size < items.length) {
    throw unsupported('Expanding two values into one column', node);
  }
  const indexName = index && nameOfIndex(index, items, input);
  return {
    items,
    index: indexName,
    limit: planLimit(node, planning),
    asPairs: mode !== undefined && textOf(mode) === 'array',
  };
}

function givenName(expression: SyntaxNode): string | undefined {
  if (expression.kind === 'SimpleNamedExpression') {
    const name = requirePart(expression, 'Name');
    return name.symbol?.name ?? textOf(name);
  }
  return expression.kind === 'NameReference' ? (expression.symbol?.name ?? textOf(expression)) : undefined;
}

function elementType(item: SyntaxNode): ScalarType {
  const clause = partOf(item, 'ToTypeOf');
  const name = clause && requirePart(clause, 'TypeOf').symbol?.name;
  return (name as ScalarType | undefined) ?? 'dynamic';
}

function nameOfIndex(node: SyntaxNode, items: readonly ExpandedItem[], input: Plan): string {
  const name = node.symbol?.name ?? textOf(node).replace(/^\['?(.*?)'?\]$/, '$1');
  const isTaken = [...input.schema, ...items.map(({ column }) => column)].some(
    (column) => column.name === name,
  );
  if (isTaken) throw unsupported(`An index column with the name of another column, ${name},`, node);
  return name;
}

function planLimit(node: SyntaxNode, planning: Planning): Expression | undefined {
  const clause = partOf(node, 'RowLimitClause');
  if (clause) return planning.scalar(requirePart(clause, 'RowLimit'));
  return textOf(node).startsWith('mvexpand')
    ? { kind: 'literal', type: 'long', value: legacyLimit, place: node }
    : undefined;
}
