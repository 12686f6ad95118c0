import { mapEvent } from '../../functions/src/core/mapper.ts';
import { rowText } from '../../functions/src/core/row-text.ts';
import type { Declaration } from '../simulator/ingestion/declaration.ts';
import { storeRow } from '../simulator/ingestion/row.ts';
import type { StoryEvent } from '../simulator/story/story-event.ts';
import type { JsonRow } from './tables.ts';

/** More than any field of a story takes, bytes. */
const fieldLimit = 256 * 1024;

/** The row of an event as the connector sends it and the table keeps it. */
export function eventRow({ event, stream, arrival }: StoryEvent, declaration: Declaration): JsonRow {
  const sent = JSON.parse(rowText(mapEvent(event, stream), {})) as JsonRow;
  return storeRow(sent, declaration, fieldLimit, arrival).row;
}
