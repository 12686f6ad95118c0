import { rowColumns } from './row.generated.ts';
import type { Stream } from './stream.ts';

/** Where a column of a stream's rows comes from. */
export interface EventField {
  readonly column: string;
  readonly field: string;
  readonly type: string;
}

/** Log Analytics reserves both names, so the table has others (as published). */
const renamed: Readonly<Record<string, string>> = { uuid: 'uuid_s', type: 'action_type' };

const everywhere = ['uuid', 'timestamp', 'account_uuid', 'location'];

/**
 * The fields of each kind of event that have a column. Rules tell the kinds apart by filled columns, so a
 * field that another kind's column is named after counts as unknown.
 */
const fieldNames: Readonly<Record<Stream, readonly string[]>> = {
  signinattempts: names(
    'session_uuid country category type details target_user client user_type user_account_uuid',
  ),
  itemusages: names('used_version vault_uuid item_uuid action user client user_type user_account_uuid'),
  auditevents: names(
    'actor_uuid actor_details actor_type actor_account_uuid action object_type object_uuid',
    'object_details aux_id aux_uuid aux_details aux_info session',
  ),
};

/** The field that holds the person, whose kind and account have columns of their own. */
export const personField: Readonly<Record<Stream, string | undefined>> = {
  signinattempts: 'target_user',
  itemusages: 'user',
  auditevents: undefined,
};

/** Per stream, in the order of the table. */
export const eventFields: Readonly<Record<Stream, readonly EventField[]>> = {
  signinattempts: fieldsOf('signinattempts'),
  itemusages: fieldsOf('itemusages'),
  auditevents: fieldsOf('auditevents'),
};

/** Names of the fields that have a column, per stream. */
export const knownFields: Readonly<Record<Stream, ReadonlySet<string>>> = {
  signinattempts: new Set(fieldNames.signinattempts),
  itemusages: new Set(fieldNames.itemusages),
  auditevents: new Set(fieldNames.auditevents),
};

function fieldsOf(stream: Stream): readonly EventField[] {
  const fieldOf = new Map(fieldNames[stream].map((field) => [renamed[field] ?? field, field]));
  return rowColumns.flatMap(({ name, type }) => {
    const field = fieldOf.get(name);
    return field === undefined ? [] : [{ column: name, field, type }];
  });
}

function names(...lines: readonly string[]): readonly string[] {
  return [...everywhere, ...lines.join(' ').split(' ')];
}
