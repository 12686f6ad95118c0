import type { JoinKind } from '../../plan/plan.ts';
import { Column, noRow } from '../../table/column.ts';
import { columnNamed, tableOf, type Table } from '../../table/table.ts';
import { keyOf } from '../../values/compare.ts';
import type { ScalarType } from '../../values/scalar.ts';
import { evaluate } from '../evaluate.ts';
import { groupRows } from '../grouping.ts';
import type { Running, Runners } from '../runner.ts';

/** Pairs of rows; `noRow` where a row has no partner. */
interface Pairs {
  readonly left: number[];
  readonly right: number[];
}

export const join: Runners['join'] = (plan, running) => {
  const left = running.table(plan.input);
  const right = running.table(plan.right);
  const { leftIds, rightIds } = commonIds(plan.keys, left, right, running);
  const pairs = pairRows(plan.kind, leftIds, rightIds);
  const rows = { left: Uint32Array.from(pairs.left), right: Uint32Array.from(pairs.right) };
  const columns = plan.sources.map(({ side, name }) => {
    const column = columnNamed(side === 'left' ? left : right, name);
    if (!column) throw new TypeError(`no column ${name}`);
    return column.gather(rows[side]);
  });
  return tableOf(plan.schema, columns, Math.max(rows.left.length, rows.right.length));
};

/** Numbers the keys of both tables together, so that equal keys have equal numbers. */
function commonIds(
  keys: Parameters<Runners['join']>[0]['keys'],
  left: Table,
  right: Table,
  running: Running,
): { readonly leftIds: Uint32Array; readonly rightIds: Uint32Array } {
  const columns = keys.map((key) => {
    const a = evaluate(key.left, left, running);
    const b = evaluate(key.right, right, running);
    return concatenate(a, b);
  });
  const { ids } = groupRows(columns, left.length + right.length);
  return { leftIds: ids.subarray(0, left.length), rightIds: ids.subarray(left.length) };
}

function concatenate(a: Column, b: Column): Column {
  const type: ScalarType = a.type;
  const [x, y] = [a.encode(keyOf(type)), b.encode(keyOf(type))];
  const codes = new Uint32Array(a.length + b.length);
  codes.set(x.codes);
  y.codes.forEach((code, i) => (codes[a.length + i] = code + x.entries.length));
  const all = Column.encoded(type, { entries: [...x.entries, ...y.entries], codes });
  return Column.of(type, all.values());
}

function pairRows(kind: JoinKind, leftIds: Uint32Array, rightIds: Uint32Array): Pairs {
  const leftRows = kind === 'innerunique' ? firstRows(leftIds) : rowsById(leftIds);
  const rightRows = rowsById(rightIds);
  const pairs: Pairs = { left: [], right: [] };
  const push = (left: number, right: number): void => {
    pairs.left.push(left);
    pairs.right.push(right);
  };
  if (kind === 'rightouter' || kind === 'rightsemi' || kind === 'rightanti') {
    rightIds.forEach((id, right) => {
      const found = leftRows.get(id);
      if (kind === 'rightsemi' ? found : kind === 'rightanti' ? !found : false) push(noRow, right);
      if (kind === 'rightouter') for (const left of found ?? [noRow]) push(left, right);
    });
    return pairs;
  }
  leftIds.forEach((id, left) => {
    if (kind === 'innerunique' && leftRows.get(id)?.[0] !== left) return;
    const found = rightRows.get(id);
    if (kind === 'leftsemi' ? found : kind === 'leftanti' ? !found : false) push(left, noRow);
    if (kind === 'leftsemi' || kind === 'leftanti') return;
    const isOuter = kind === 'leftouter' || kind === 'fullouter';
    for (const right of found ?? (isOuter ? [noRow] : [])) push(left, right);
  });
  if (kind === 'fullouter') rightIds.forEach((id, right) => void (leftRows.has(id) || push(noRow, right)));
  return pairs;
}

function rowsById(ids: Uint32Array): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, number[]>();
  ids.forEach((id, row) => {
    const known = rows.get(id);
    if (known) known.push(row);
    else rows.set(id, [row]);
  });
  return rows;
}

function firstRows(ids: Uint32Array): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, readonly number[]>();
  ids.forEach((id, row) => void (rows.has(id) || rows.set(id, [row])));
  return rows;
}
