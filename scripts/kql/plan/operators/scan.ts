import type { ColumnSchema } from '../../table/table.ts';
import type { ScalarType } from '../../values/scalar.ts';
import type { Expression } from '../expression.ts';
import { unsupported } from '../kql-error.ts';
import type { ScanStep } from '../plan.ts';
import { schemaOf, type OperatorPlanner, type Planning } from '../planning.ts';
import { planScalar } from '../scalar.ts';
import { elementsOf, parametersOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

/** The column by which a step's expressions read the state: `s1.x`. No query can name it. */
export function stateColumn(step: string, column: string): string {
  return `\u0000${step}\u0000${column}`;
}

export const planScan: OperatorPlanner = (node, input, planning) => {
  const matchId = parametersOf(node).get('with_match_id');
  const clause = partOf(node, 'DeclareClause');
  const schema = withUniqueLast(schemaOf(node));
  const declared = elementsOf(clause && partOf(clause, 'Declarations')).map((declaration) => {
    const name = nameOf(requirePart(requirePart(declaration, 'NameAndType'), 'Name'));
    const fallback = partOf(declaration, 'DefaultValue');
    const type = schema.find((column) => column.name === name)?.type ?? 'dynamic';
    return { name, type, initial: fallback && planning.scalar(requirePart(fallback, 'Value')) };
  });
  const nodes = elementsOf(partOf(node, 'Steps'));
  const names = new Set(nodes.map((step) => nameOf(requirePart(step, 'Name'))));
  const within = withState(names, planning);
  return {
    op: 'scan',
    input,
    schema,
    matchId: matchId && nameOf(matchId),
    declared,
    steps: nodes.map((step) => planStep(step, within)),
    place: node,
  };
};

/** Scans one after the other have columns `match_id`, which what stands behind them knows by number. */
function withUniqueLast(schema: readonly ColumnSchema[]): readonly ColumnSchema[] {
  const last = schema.at(-1);
  const taken = new Set(schema.slice(0, -1).map(({ name }) => name));
  if (!last || !taken.has(last.name)) return schema;
  let number = 1;
  while (taken.has(`${last.name}${number}`)) number++;
  return [...schema.slice(0, -1), { ...last, name: `${last.name}${number}` }];
}

function nameOf(node: SyntaxNode): string {
  return node.symbol?.name ?? textOf(node).replace(/^\[\s*(["'])(.*)\1\s*\]$/, '$2');
}

/** `step.column` reads the state; every other path is a member of a dynamic value. */
function withState(steps: ReadonlySet<string>, planning: Planning): Planning {
  const within: Planning = {
    ...planning,
    scalar: (node): Expression => {
      if (node.kind !== 'PathExpression') return planScalar(node, within);
      const owner = requirePart(node, 'Expression');
      if (!owner.columns || !steps.has(nameOf(owner))) return planScalar(node, within);
      const selector = requirePart(node, 'Selector');
      const type = selector.type as ScalarType;
      return { kind: 'column', name: stateColumn(nameOf(owner), nameOf(selector)), type, place: node };
    },
  };
  return within;
}

function planStep(node: SyntaxNode, planning: Planning): ScanStep {
  const clause = partOf(node, 'ComputationClause');
  const assignments = elementsOf(clause && partOf(clause, 'Assignments')).map((assignment) => ({
    name: nameOf(requirePart(assignment, 'Name')),
    expression: planning.scalar(requirePart(assignment, 'Expression')),
  }));
  return {
    name: nameOf(requirePart(node, 'Name')),
    output: outputOf(node),
    condition: planning.scalar(requirePart(node, 'Condition')),
    assignments,
  };
}

function outputOf(node: SyntaxNode): ScanStep['output'] {
  const clause = partOf(node, 'Output') ?? node.parts.find(([, part]) => part.kind === 'ScanStepOutput')?.[1];
  const [, written = 'all'] = /=\s*(\w+)/.exec(clause ? textOf(clause) : '') ?? [];
  if (written === 'all' || written === 'none' || written === 'last') return written;
  throw unsupported(`output=${written}`, node);
}
