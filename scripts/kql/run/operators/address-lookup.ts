import { hasOctal, mask, parseIpv4, parseIpv6, type Network } from '../../functions/ip-address.ts';
import { unsupported } from '../../plan/kql-error.ts';
import { noRow, type Column } from '../../table/column.ts';
import { columnNamed, tableOf } from '../../table/table.ts';
import { evaluateConstant } from '../evaluate.ts';
import type { Runners } from '../runner.ts';

/** Rows whose address lies in a network of the other table, beside that network's row. */
export const addressLookup: Runners['address-lookup'] = (plan, running) => {
  const { bits, place } = plan;
  const [left, right] = [running.table(plan.input), running.table(plan.right)];
  const read = (text: string): Network | null => {
    if (hasOctal(text)) throw unsupported(`The address ${text}, with zeros before its numbers,`, place);
    return bits === 32 ? parseIpv4(text) : parseIpv6(text);
  };
  const networks = numberNetworks(columnNamed(right, plan.network), read, bits);
  const keepsAll =
    plan.keepsUnmatched !== undefined && evaluateConstant(plan.keepsUnmatched, running) === true;
  const rows: { readonly left: number[]; readonly right: number[] } = { left: [], right: [] };
  (columnNamed(left, plan.address)?.values() ?? []).forEach((text, row) => {
    const found = find(String(text), networks);
    if (found === undefined && !keepsAll) return;
    rows.left.push(row);
    rows.right.push(found ?? noRow);
  });
  const sides = { left: Uint32Array.from(rows.left), right: Uint32Array.from(rows.right) };
  const columns = plan.schema.map(({ name }) => {
    const own = columnNamed(left, name);
    const column = own ?? columnNamed(right, name);
    if (!column) throw new TypeError(`no column ${name}`);
    return column.gather(own ? sides.left : sides.right);
  });
  return tableOf(plan.schema, columns, rows.left.length);

  function find(text: string, byPrefix: ReadonlyMap<number, ReadonlyMap<bigint, readonly number[]>>) {
    const address = read(text);
    if (!address) return undefined;
    if (address.prefix < bits) throw unsupported('Looking up an address with a prefix', place);
    const found = [...byPrefix].flatMap(
      ([prefix, known]) => known.get(mask(address.address, prefix, bits)) ?? [],
    );
    // Which of several Kusto takes is not documented.
    if (found.length > 1) throw unsupported(`The address ${text}, which lies in several networks,`, place);
    return found[0];
  }
};

/** Rows by the length of their prefix and by their network. */
function numberNetworks(
  column: Column | undefined,
  read: (text: string) => Network | null,
  bits: 32 | 128,
): ReadonlyMap<number, ReadonlyMap<bigint, readonly number[]>> {
  const byPrefix = new Map<number, Map<bigint, number[]>>();
  (column?.values() ?? []).forEach((text, row) => {
    const network = read(String(text));
    if (!network) return;
    const known = byPrefix.get(network.prefix) ?? new Map<bigint, number[]>();
    byPrefix.set(network.prefix, known);
    const key = mask(network.address, network.prefix, bits);
    known.set(key, [...(known.get(key) ?? []), row]);
  });
  return byPrefix;
}
