/** evaluate: the plugins that the engine has. */
import type { ColumnSchema } from '../../table/table.ts';
import type { Expression } from '../expression.ts';
import { invalid, unsupported } from '../kql-error.ts';
import type { AggregateCall, Plan } from '../plan.ts';
import { schemaOf, type OperatorPlanner, type Planning } from '../planning.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';
import { planAddressLookup } from './address-lookup.ts';
import { planAggregate } from './summarize.ts';

type PluginPlanner = (call: SyntaxNode, node: SyntaxNode, input: Plan, planning: Planning) => Plan;

const plugins: Readonly<Record<string, PluginPlanner>> = {
  bag_unpack: planBagUnpack,
  ipv4_lookup: planAddressLookup(32),
  ipv6_lookup: planAddressLookup(128),
  narrow: (_, node, input) => ({ op: 'narrow', input, schema: schemaOf(node), place: node }),
  pivot: planPivot,
};

export const pluginNames: readonly string[] = Object.keys(plugins);

export const planEvaluate: OperatorPlanner = (node, input, planning) => {
  const call = requirePart(node, 'FunctionCall');
  const name = call.symbol?.name ?? textOf(requirePart(call, 'Name'));
  const planner = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (!planner) throw unsupported(`The plugin ${name}`, call);
  return planner(call, node, input, planning);
};

function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return elementsOf(partOf(requirePart(call, 'ArgumentList'), 'Expressions'));
}

/** Columns written behind the call: `: (*, Name:string)`. */
function declaredColumns(node: SyntaxNode): readonly ColumnSchema[] | undefined {
  const clause = partOf(node, 'Schema');
  if (!clause) return undefined;
  const schema = schemaOf(node);
  const columns = elementsOf(partOf(requirePart(clause, 'Schema'), 'Columns'));
  return columns.map((declaration) => {
    const name = requirePart(declaration, 'Name').symbol?.name ?? textOf(requirePart(declaration, 'Name'));
    const column = schema.find((candidate) => candidate.name === name);
    if (!column) throw unsupported(`The declared column ${name}`, declaration);
    return column;
  });
}

const bagUnpackOptions = ['bag', 'prefix', 'columnsconflict', 'ignoredproperties'];

function planBagUnpack(call: SyntaxNode, node: SyntaxNode, input: Plan, planning: Planning): Plan {
  const options = new Map<string, Expression>();
  argumentsOf(call).forEach((arg, i) => {
    const isNamed = arg.kind === 'SimpleNamedExpression';
    const written = isNamed ? textOf(requirePart(arg, 'Name')).toLowerCase() : (bagUnpackOptions[i] ?? '');
    const name = written === 'outputcolumnprefix' ? 'prefix' : written;
    if (!bagUnpackOptions.includes(name)) throw unsupported(`The option ${written} of bag_unpack`, arg);
    options.set(name, planning.scalar(arg));
  });
  const bag = options.get('bag');
  if (!bag) throw invalid('bag_unpack needs a column to unpack.', call);
  const declared = declaredColumns(node);
  return {
    op: 'bag-unpack',
    input,
    bag,
    column: bag.kind === 'column' ? bag.name : undefined,
    prefix: options.get('prefix'),
    conflict: options.get('columnsconflict'),
    ignored: options.get('ignoredproperties'),
    declared,
    schema: schemaOf(node),
    ...(declared ? undefined : { isOpen: true as const }),
    place: node,
  };
}

/** The aggregates that the reference names for pivot; of some it does not say what an empty cell has. */
const pivotAggregates: ReadonlySet<string> = new Set([
  'min',
  'max',
  'take_any',
  'sum',
  'dcount',
  'avg',
  'stdev',
  'variance',
  'make_list',
  'make_bag',
  'make_set',
  'count',
]);

/** Rows are grouped by the columns named, or by all that neither pivot nor aggregate reads. */
function planPivot(call: SyntaxNode, node: SyntaxNode, input: Plan, planning: Planning): Plan {
  const [pivotNode, aggregateNode, ...groupNodes] = argumentsOf(call);
  if (!pivotNode) throw invalid('pivot needs a column.', call);
  const pivot = planning.scalar(pivotNode);
  const aggregate = pivotAggregate(aggregateNode, input, node, planning);
  const read = new Set(
    [pivot, ...aggregate.args].flatMap((part) => (part.kind === 'column' ? [part.name] : [])),
  );
  const rest = input.schema.filter(({ name }) => !read.has(name));
  const by =
    groupNodes.length > 0
      ? groupNodes.map((group) => ({
          name: group.symbol?.name ?? textOf(group),
          expression: planning.scalar(group),
        }))
      : rest.map(({ name, type }) => ({
          name,
          expression: { kind: 'column' as const, name, type, place: node },
        }));
  const isOpen = partOf(node, 'Schema') === undefined;
  return {
    op: 'pivot',
    input,
    by,
    pivot,
    aggregate,
    schema: schemaOf(node),
    ...(isOpen && { isOpen }),
    place: node,
  };
}

function pivotAggregate(
  written: SyntaxNode | undefined,
  input: Plan,
  place: SyntaxNode,
  planning: Planning,
): AggregateCall {
  const column = {
    name: '',
    type: written?.type === undefined || written.type === 'unknown' ? 'long' : written.type,
  } as const;
  if (!written) return { name: 'count', args: [], columns: [column], place };
  const call = planAggregate(written, [column], input.schema, planning);
  if (!pivotAggregates.has(call.name)) throw unsupported(`${call.name} in pivot`, written);
  return call;
}
