/** Events as the Events API gives them, turned into the rows that the connector sends for them. */
import { mapEvent } from '../../functions/src/core/mapper.ts';
import { isRecord, parseJson } from '../../functions/src/core/page.ts';
import { rowText } from '../../functions/src/core/row-text.ts';
import type { Stream } from '../../functions/src/core/stream.ts';

/**
 * Whether an object with these members is an event and no row of the table: events have their id as `uuid`,
 * rows as `uuid_s`. A field of an event may have any name, that of a column too.
 */
export function isApiEvent(members: ReadonlySet<string>): boolean {
  if (!members.has('uuid') || members.has('TimeGenerated')) return false;
  return !(members.has('uuid_s') && members.has('log_source'));
}

/** Fields that only events of one kind have; those that the API always sends come first. */
const shapes: readonly (readonly [Stream, readonly string[]])[] = [
  ['auditevents', ['object_type']],
  ['itemusages', ['item_uuid']],
  ['signinattempts', ['category']],
  ['auditevents', ['actor_uuid', 'actor_details', 'object_uuid', 'aux_uuid', 'aux_id', 'session']],
  ['itemusages', ['vault_uuid', 'used_version', 'user']],
  ['signinattempts', ['session_uuid', 'target_user', 'type', 'country']],
];

/** The stream that an event comes from, by its shape; an audit event where nothing tells. */
export function streamOfEvent(event: Readonly<Record<string, unknown>>): Stream {
  const has = (name: string): boolean => event[name] !== undefined && event[name] !== null;
  return shapes.find(([, fields]) => fields.some(has))?.[0] ?? 'auditevents';
}

/** The JSON text of the row for an event's JSON text; undefined where that is no JSON. */
export function rowOfEvent(text: string): string | undefined {
  const event = parseJson(text);
  return isRecord(event) ? rowText(mapEvent(event, streamOfEvent(event)), {}) : undefined;
}
