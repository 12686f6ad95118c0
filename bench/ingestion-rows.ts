import { mapEvent } from '../functions/src/core/mapper.ts';
import { rowText } from '../functions/src/core/row-text.ts';
import { floodOf } from '../scripts/simulator/story/flood.ts';
import { createOrganisation } from '../scripts/simulator/story/organisation.ts';

type Row = Record<string, unknown>;

/** Different rows; a heap full of them would be swept again and again at both sides' cost. */
const variety = 2_000;

/** Sent before the clock starts, so that connection and token are there. */
export const firstRows: Row[] = makeRows(variety);

/** Rows for both sides of the comparison: the same ones each time. */
export const rows: Row[] = Array.from({ length: 100_000 }, (_, i) => firstRows[i % variety] ?? {});

function makeRows(count: number): Row[] {
  const organisation = createOrganisation({ account: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', people: 1000 });
  const flood = floodOf(organisation, 'signinattempts', { from: Date.UTC(2026, 0, 5), spacing: 10 });
  return Array.from(
    { length: count },
    (_, i) => JSON.parse(rowText(mapEvent(flood.at(i), 'signinattempts'), {})) as Row,
  );
}
