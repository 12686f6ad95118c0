/**
 * Made from solution/table.yaml by `npm run test:update`; do not edit.
 */

/** Columns of OnePasswordEventLogs_CL that the connector fills, in the order of the table. */
export const rowColumns = [
  { name: 'uuid_s', type: 'string' },
  { name: 'session_uuid', type: 'string' },
  { name: 'timestamp', type: 'datetime' },
  { name: 'country', type: 'string' },
  { name: 'category', type: 'string' },
  { name: 'action_type', type: 'string' },
  { name: 'details', type: 'dynamic' },
  { name: 'target_user', type: 'dynamic' },
  { name: 'client', type: 'dynamic' },
  { name: 'location', type: 'dynamic' },
  { name: 'actor_uuid', type: 'string' },
  { name: 'actor_details', type: 'dynamic' },
  { name: 'actor_type', type: 'string' },
  { name: 'actor_account_uuid', type: 'string' },
  { name: 'account_uuid', type: 'string' },
  { name: 'user_type', type: 'string' },
  { name: 'user_account_uuid', type: 'string' },
  { name: 'action', type: 'string' },
  { name: 'object_type', type: 'string' },
  { name: 'object_uuid', type: 'string' },
  { name: 'object_details', type: 'dynamic' },
  { name: 'aux_id', type: 'int' },
  { name: 'aux_uuid', type: 'string' },
  { name: 'aux_details', type: 'dynamic' },
  { name: 'aux_info', type: 'string' },
  { name: 'session', type: 'dynamic' },
  { name: 'used_version', type: 'int' },
  { name: 'vault_uuid', type: 'string' },
  { name: 'item_uuid', type: 'string' },
  { name: 'user', type: 'dynamic' },
  { name: 'log_source', type: 'string' },
  { name: 'additional_fields', type: 'dynamic' },
] as const;

/** A row as it is sent to the stream Custom-OnePasswordEventLogs. */
export interface Row {
  /** Id of the event (API field uuid); for health rows the id of the run's row. */
  readonly uuid_s?: string;
  /** Session of a sign-in attempt. */
  readonly session_uuid?: string;
  /** When the event happened, according to 1Password. */
  readonly timestamp?: string;
  /** Country of the client address of a sign-in attempt, ISO 3166 code. */
  readonly country?: string;
  /** Outcome of a sign-in attempt; for health rows the outcome of the run. */
  readonly category?: string;
  /** Detail of the outcome (API field type). */
  readonly action_type?: string;
  /** Value that a firewall rule matched; for health rows the state of each stream. */
  readonly details?: unknown;
  /** Who tried to sign in: uuid, name, email, user_type, user_account_uuid. */
  readonly target_user?: unknown;
  /** Application, device platform, operating system and address. */
  readonly client?: unknown;
  /** Country, region, city, longitude and latitude of the client address. */
  readonly location?: unknown;
  /** Who did it, audit events. */
  readonly actor_uuid?: string;
  /** Uuid, name and email of the actor. */
  readonly actor_details?: unknown;
  /** User or external_user (a managed service partner). */
  readonly actor_type?: string;
  /** Account of an external actor. */
  readonly actor_account_uuid?: string;
  /** 1Password account. */
  readonly account_uuid?: string;
  /** Kind of user, sign-in attempts and item usages. */
  readonly user_type?: string;
  /** Account of the user, sign-in attempts and item usages. */
  readonly user_account_uuid?: string;
  /** What was done, audit events and item usages. */
  readonly action?: string;
  /** Kind of the object, audit events. */
  readonly object_type?: string;
  /** Object: a vault, a group, a user .... */
  readonly object_uuid?: string;
  /** Uuid, name and email of the object where it is a user. */
  readonly object_details?: unknown;
  /** Numeric id of the second thing involved. */
  readonly aux_id?: number;
  /** Id of the second thing involved, such as the user of a group membership. */
  readonly aux_uuid?: string;
  /** Uuid, name and email of the second thing where it is a user. */
  readonly aux_details?: unknown;
  /** More about the second thing: role letter, invited address, access value. */
  readonly aux_info?: string;
  /** Session of an audit event: uuid, login_time, device_uuid, ip. */
  readonly session?: unknown;
  /** Version of the item that was used. */
  readonly used_version?: number;
  /** Vault of the item that was used. */
  readonly vault_uuid?: string;
  /** Item that was used. */
  readonly item_uuid?: string;
  /** Who used the item: uuid, name, email, user_type, user_account_uuid. */
  readonly user?: unknown;
  /** Signinattempts, itemusages, auditevents or healthevents. */
  readonly log_source?: string;
  /** Fields that the columns above do not know, and the connector's own marks. */
  readonly additional_fields?: unknown;
}
