import type { ColumnType } from '../../model/table.ts';

/**
 * The columns of the table in the published solution (version 3.0.6, codeless connector). Azure refuses to
 * change a column's type, and content of others reads them: they stay as they are.
 */
export const publishedColumns: Readonly<Record<string, ColumnType>> = {
  SourceSystem: 'string',
  TimeGenerated: 'datetime',
  timestamp: 'datetime',
  uuid_s: 'string',
  log_source: 'string',
  session_uuid: 'string',
  country: 'string',
  category: 'string',
  action_type: 'string',
  details: 'dynamic',
  target_user: 'dynamic',
  client: 'dynamic',
  location: 'dynamic',
  actor_uuid: 'string',
  actor_details: 'dynamic',
  actor_type: 'string',
  actor_account_uuid: 'string',
  account_uuid: 'string',
  user_type: 'string',
  user_account_uuid: 'string',
  action: 'string',
  object_type: 'string',
  object_uuid: 'string',
  object_details: 'dynamic',
  aux_id: 'int',
  aux_uuid: 'string',
  aux_details: 'dynamic',
  aux_info: 'string',
  session: 'dynamic',
  used_version: 'int',
  vault_uuid: 'string',
  item_uuid: 'string',
  user: 'dynamic',
};
