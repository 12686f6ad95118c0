import type { Result, ResultRow } from '../../scripts/workbook-run/result.ts';

/** Rows with times to the millisecond, as events are told to it. */
export function comparable({ columns, rows }: Result): ResultRow[] {
  const times = columns.filter(({ type }) => type === 'datetime').map(({ name }) => name);
  return rows.map((row) => {
    const cut = times.map((name) => [name, String(row[name] ?? '').slice(0, 23)] as const);
    return { ...row, ...Object.fromEntries(cut) };
  });
}

/** In an order of their own, members too: the order that a query gives is looked at elsewhere. */
export function sorted(rows: readonly ResultRow[]): ResultRow[] {
  const texts = rows.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).sort(byName))));
  return texts.sort().map((text) => JSON.parse(text) as ResultRow);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
