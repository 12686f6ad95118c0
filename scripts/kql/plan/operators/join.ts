import type { ColumnSchema } from '../../table/table.ts';
import type { Expression } from '../expression.ts';
import { unsupported } from '../kql-error.ts';
import type { JoinKind, Plan } from '../plan.ts';
import { requireClosed, schemaOf, type OperatorPlanner, type Planning } from '../planning.ts';
import { elementsOf, parametersOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

const kinds: Readonly<Record<string, JoinKind>> = {
  innerunique: 'innerunique',
  inner: 'inner',
  leftouter: 'leftouter',
  rightouter: 'rightouter',
  fullouter: 'fullouter',
  leftsemi: 'leftsemi',
  rightsemi: 'rightsemi',
  leftanti: 'leftanti',
  leftantisemi: 'leftanti',
  anti: 'leftanti',
  rightanti: 'rightanti',
  rightantisemi: 'rightanti',
};

interface Key {
  readonly left: Expression;
  readonly right: Expression;
}

export const planJoin: OperatorPlanner = (node, input, planning) => {
  const written = parametersOf(node).get('kind');
  const kind = written ? kinds[textOf(written).toLowerCase()] : 'innerunique';
  if (!kind) throw unsupported(`join kind=${written ? textOf(written) : ''}`, node);
  const right = requireClosed(planning.tabular(requirePart(node, 'Expression')));
  const schema = schemaOf(node);
  const onlyRight = kind === 'rightsemi' || kind === 'rightanti';
  const onlyLeft = kind === 'leftsemi' || kind === 'leftanti';
  const sources = [
    ...(onlyRight ? [] : input.schema.map(({ name }) => ({ side: 'left' as const, name }))),
    ...(onlyLeft ? [] : right.schema.map(({ name }) => ({ side: 'right' as const, name }))),
  ];
  return {
    op: 'join',
    kind,
    input,
    right,
    keys: planKeys(node, input, right, planning),
    sources,
    schema,
    place: node,
  };
};

/** Lookup is an outer (or inner) join whose right side gives each row's further columns, without its keys. */
export const planLookup: OperatorPlanner = (node, input, planning) => {
  const written = parametersOf(node).get('kind');
  const kind = written && textOf(written) === 'inner' ? 'inner' : 'leftouter';
  const right = requireClosed(planning.tabular(requirePart(node, 'Expression')));
  const keys = planKeys(node, input, right, planning);
  const keyNames = new Set(keys.flatMap(({ right: key }) => (key.kind === 'column' ? [key.name] : [])));
  const sources = [
    ...input.schema.map(({ name }) => ({ side: 'left' as const, name })),
    ...right.schema
      .filter(({ name }) => !keyNames.has(name))
      .map(({ name }) => ({ side: 'right' as const, name })),
  ];
  return { op: 'join', kind, input, right, keys, sources, schema: schemaOf(node), place: node };
};

function planKeys(node: SyntaxNode, left: Plan, right: Plan, planning: Planning): readonly Key[] {
  const clause = partOf(node, 'ConditionClause') ?? partOf(node, 'LookupClause');
  return elementsOf(clause && partOf(clause, 'Expressions')).flatMap((condition) =>
    planCondition(condition, left, right, planning),
  );
}

function planCondition(node: SyntaxNode, left: Plan, right: Plan, planning: Planning): readonly Key[] {
  if (node.kind === 'ParenthesizedExpression') {
    return planCondition(requirePart(node, 'Expression'), left, right, planning);
  }
  if (node.kind === 'AndExpression') {
    return ['Left', 'Right'].flatMap((side) => planCondition(requirePart(node, side), left, right, planning));
  }
  if (node.kind === 'NameReference') {
    const name = node.symbol?.name ?? textOf(node);
    return [{ left: columnOf(left.schema, name, node), right: columnOf(right.schema, name, node) }];
  }
  if (node.kind !== 'EqualExpression') throw unsupported(`The join condition ${textOf(node)}`, node);
  const [a, b] = [requirePart(node, 'Left'), requirePart(node, 'Right')];
  const [first, second] = isRightSide(a) ? [b, a] : [a, b];
  return [{ left: planning.scalar(first), right: planning.scalar(second) }];
}

function isRightSide(node: SyntaxNode): boolean {
  const text = textOf(node);
  return text.startsWith('$right') || (text.includes('$right') && !text.includes('$left'));
}

function columnOf(schema: readonly ColumnSchema[], name: string, place: SyntaxNode): Expression {
  const column = schema.find((candidate) => candidate.name === name);
  if (!column) throw unsupported(`The join column ${name}`, place);
  return { kind: 'column', name, type: column.type, place };
}
