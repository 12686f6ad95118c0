/** The plugins ipv4_lookup and ipv6_lookup: a lookup by the network that an address lies in. */
import { invalid, unsupported } from '../kql-error.ts';
import type { Plan } from '../plan.ts';
import { requireClosed, schemaOf, type Planning } from '../planning.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

export function planAddressLookup(bits: 32 | 128) {
  return (call: SyntaxNode, node: SyntaxNode, input: Plan, planning: Planning): Plan => {
    const [table, source, key, ...rest] = elementsOf(
      partOf(requirePart(call, 'ArgumentList'), 'Expressions'),
    );
    if (!table || !source || !key) throw invalid('The lookup needs a table and two columns.', call);
    const [flag, ...extra] = rest.filter((arg) => arg.type === 'bool');
    if (extra.length > 0 || rest.length > (flag ? 1 : 0))
      throw unsupported('A lookup by further columns', call);
    const right = requireClosed(planning.tabular(table));
    const bound = schemaOf(node);
    const taken = new Set(input.schema.map(({ name }) => name));
    if (right.schema.some(({ name }) => taken.has(name)))
      throw unsupported('A lookup in a table with columns of the same names', table);
    // The examples of the reference put the columns of the table first for IPv6, those of the input for IPv4.
    const isOwn = ({ name }: { readonly name: string }): boolean => taken.has(name);
    const schema =
      bits === 32 ? bound : [...bound.filter((column) => !isOwn(column)), ...bound.filter(isOwn)];
    return {
      op: 'address-lookup',
      input,
      right,
      bits,
      address: nameOf(source),
      network: nameOf(key),
      keepsUnmatched: flag && planning.scalar(flag),
      schema,
      place: node,
    };
  };
}

function nameOf(node: SyntaxNode): string {
  if (node.symbol?.kind === 'column' && node.type === 'string') return node.symbol.name;
  throw unsupported(`${textOf(node)} as a column of addresses`, node);
}
