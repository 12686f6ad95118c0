/**
 * Made-up rows of the table for the folder of sample data, at least one of each kind of event. Addresses of
 * machines are free for examples (RFC 5737); the one e-mail address is the only one that the public content
 * repository takes. Nobody's data went into them.
 */
const email = 'sanitized@sanitized.com';
const account = 'EXAMPLEACCOUNT2345672345AA';
const vault = 'examplevault2345672345672a';
const group = 'examplegroup2345672345672a';

const person = { uuid: 'EXAMPLEPERSON23456723456AA', name: 'Example Person', email };
const administrator = { uuid: 'EXAMPLEADMINISTRATOR2345AA', name: 'Example Administrator', email };
const place = { country: 'Canada', region: 'Ontario', city: 'Toronto', latitude: 43.64, longitude: -79.43 };

const client = {
  app_name: '1Password for Mac',
  app_version: '8.10.60',
  platform_name: 'Mac',
  platform_version: '15.1',
  os_name: 'macOS',
  os_version: '15.1',
  ip_address: '203.0.113.7',
};

type Row = Readonly<Record<string, unknown>>;

/** Rows with the columns that the connector sends, and those that Azure fills. */
export function sampleRows(): Row[] {
  return [
    signIn(1, { category: 'success', action_type: 'credentials_ok' }),
    signIn(2, { category: 'credentials_failed', action_type: 'password_secret_bad' }),
    signIn(3, { category: 'firewall_failed', action_type: 'ip_blocked', details: { value: '203.0.113.7' } }),
    itemUsage(4, 'reveal'),
    itemUsage(5, 'fill'),
    auditEvent(6, {
      action: 'join',
      object_type: 'gm',
      object_uuid: group,
      aux_uuid: person.uuid,
      aux_info: 'R',
    }),
    auditEvent(7, { action: 'export', object_type: 'vault', object_uuid: vault }),
    auditEvent(8, {
      action: 'suspend',
      object_type: 'user',
      object_uuid: person.uuid,
      object_details: person,
    }),
    healthRow(9),
  ];
}

function signIn(number: number, outcome: Row): Row {
  return {
    ...common(number, 'signinattempts'),
    session_uuid: identifier('SESSION', number),
    country: 'CA',
    ...outcome,
    target_user: person,
    client,
    location: place,
  };
}

function itemUsage(number: number, action: string): Row {
  return {
    ...common(number, 'itemusages'),
    action,
    used_version: 1,
    vault_uuid: vault,
    item_uuid: identifier('item', number).toLowerCase(),
    user: person,
    client,
    location: place,
  };
}

function auditEvent(number: number, event: Row): Row {
  return {
    ...common(number, 'auditevents'),
    actor_uuid: administrator.uuid,
    actor_details: administrator,
    actor_type: 'user',
    ...event,
    session: {
      uuid: identifier('SESSION', number),
      login_time: '2026-11-02T08:55:00Z',
      device_uuid: 'exampledevice234567234567a',
      ip: '198.51.100.20',
    },
    location: place,
  };
}

/** The row that the connector writes about itself after each run. */
function healthRow(number: number): Row {
  const { account_uuid: _, ...row } = common(number, 'healthevents');
  const stream = { state: 'ok', pages: 1, events: 3, ingested: 3, checkpointed: true };
  return {
    ...row,
    category: 'ok',
    details: { signinattempts: stream, itemusages: stream, auditevents: stream },
  };
}

function common(number: number, source: string): Row {
  return {
    TimeGenerated: `2026-11-02T09:0${number}:30Z`,
    SourceSystem: 'RestAPI',
    uuid_s: identifier('EVENT', number),
    timestamp: `2026-11-02T09:0${number}:00Z`,
    account_uuid: account,
    log_source: source,
  };
}

/** 26 letters and digits, as ids of 1Password have. */
function identifier(kind: string, number: number): string {
  return `EXAMPLE${kind}${number}`.padEnd(26, 'A');
}
