/** The smallest match of a rule as rows, and what common scenarios make of it. */
import { isBag } from '../kql/values/dynamic.ts';
import type { Cast } from './cast.ts';
import type { Row } from './scenario.ts';

export type Rows = readonly Row[];

/** Milliseconds to add to times of rows. */
interface Shift {
  readonly happened?: number;
  readonly stored?: number;
}

export function shift(rows: Rows, { happened = 0, stored = 0 }: Shift): Row[] {
  return rows.map((row) => ({
    ...row,
    happened: row.happened === undefined ? undefined : row.happened + happened,
    generated: row.generated + stored,
    arrived: row.arrived + stored,
  }));
}

/** All times moved alike, so that the last of the rows to arrive does so at `arrived`. */
export function moveTo(rows: Rows, arrived: number): Row[] {
  const by = arrived - lastArrival(rows);
  return shift(rows, { happened: by, stored: by });
}

/** Event times moved alike, so that the last event happens at `happened`; arrivals stay. */
export function happenedAt(rows: Rows, happened: number): Row[] {
  const last = Math.max(...rows.map((row) => row.happened ?? -Infinity));
  return shift(rows, { happened: Number.isFinite(last) ? happened - last : 0 });
}

/** Event times moved alike, so that what is stored last was then `age` old; arrivals stay. */
export function aged(rows: Rows, age: number): Row[] {
  const last = rows.find(({ arrived }) => arrived === lastArrival(rows));
  return last?.happened === undefined
    ? [...rows]
    : shift(rows, { happened: last.arrived - age - last.happened });
}

export function lastArrival(rows: Rows): number {
  return Math.max(...rows.map(({ arrived }) => arrived));
}

/** The rows by which an audit event is told from other kinds. */
export function isAudit({ columns }: Row): boolean {
  return columns['log_source'] !== 'healthevents' && Boolean(columns['object_type']);
}

/** Writes columns of the rows for which `isChosen` says so. */
export function withColumns(
  rows: Rows,
  columns: (row: Row) => Row['columns'],
  isChosen: (row: Row) => boolean = () => true,
): Row[] {
  return rows.map((row) => (isChosen(row) ? { ...row, columns: { ...row.columns, ...columns(row) } } : row));
}

/** The rows with log_source as it is written, in every variant. */
export function fixSource(rows: Rows, source: string, isChosen: (row: Row) => boolean = () => true): Row[] {
  return withColumns(rows, () => ({ log_source: source }), isChosen).map((row) =>
    isChosen(row) ? { ...row, isSourceFixed: true } : row,
  );
}

/** A copy of the rows by other people from another address, with ids of its own; `n` from 2. */
export function byOthers(rows: Rows, n: number, cast: Cast): Row[] {
  const others = new Map<string, string>();
  for (const { uuid, email } of cast.people.values()) {
    others.set(uuid, copyId(uuid, n));
    if (email !== undefined) others.set(email.toLowerCase(), email.toLowerCase().replace('@', `${n}@`));
  }
  const address = `198.51.100.${n}`;
  const change = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (key === 'ip' || key === 'ip_address') return address;
      if (key === 'uuid_s') return value === '' ? '' : copyId(value, n);
      return others.get(value) ?? others.get(value.toLowerCase()) ?? value;
    }
    if (Array.isArray(value)) return value.map((item: unknown) => change(item, ''));
    if (!isBag(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member, name)]));
  };
  return rows.map((row) => ({ ...row, columns: change(row.columns, '') as Row['columns'] }));
}

/** The id that a copy by others gives to an event or a person. */
export function copyId(id: string, n: number): string {
  return `${id}_${n}`;
}

/** The address from which the rows were done, wherever it stands. */
export function fromAddress(rows: Rows, address: string): Row[] {
  return withColumns(rows, ({ columns }) => ({
    ...(isBag(columns['session']) ? { session: { ...columns['session'], ip: address } } : {}),
    ...(isBag(columns['client']) ? { client: { ...columns['client'], ip_address: address } } : {}),
  }));
}
