/** Events as the Events API gives them, on the way that they take to the table. */
import { mapEvent } from '../../functions/src/core/mapper.ts';
import { rowText } from '../../functions/src/core/row-text.ts';
import { streams, type Stream } from '../../functions/src/core/stream.ts';
import type { Engine } from '../kql/engine.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import { streamColumns, type TableFile } from '../model/table.ts';
import { sourceOf, type Columns } from './event-columns.ts';
import type { ApiMapping } from './event-rows.ts';
import { jsonRows } from './result-row.ts';
import { buildTable } from './row-table.ts';

/**
 * The connector's mapping, then the transformation of the data collection rule, run on the engine. `now` is
 * T in milliseconds since 1970.
 */
export function apiMapping(table: TableFile, transforms: Engine, now: number): ApiMapping {
  const prepared = transforms.prepare(table.transform);
  const columns = streamColumns(table);
  return (kind, event, arrived) => {
    const stream = sourceOf[kind];
    if (!isStream(stream)) throw new TypeError(`no events of the API are of kind ${kind}`);
    const sent = JSON.parse(rowText(mapEvent(withTime(event, now), stream), {})) as Columns;
    const time = fromMilliseconds(now + arrived);
    const source = buildTable(columns, [sent]);
    const [row = {}] = jsonRows(prepared.run({ tables: new Map([['source', source]]), now: time }));
    const { TimeGenerated: _stamp, timestamp: _time, ...stored } = row;
    return stored;
  };
}

/** The time of an event that says none is that of the scenario. */
function withTime(event: Columns, now: number): Columns {
  const { timestamp } = event;
  return typeof timestamp === 'number'
    ? { ...event, timestamp: new Date(now + timestamp).toISOString() }
    : event;
}

function isStream(text: string): text is Stream {
  return (streams as readonly string[]).includes(text);
}
