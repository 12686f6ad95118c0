/** Events made up for the benchmarks: as many as asked for, the same each time, shaped as the connector's rows. */
import { closeSync, openSync, writeSync } from 'node:fs';

const actions = ['create', 'delete', 'grant', 'revoke', 'join', 'leave', 'export', 'view'];
const objects = ['vault', 'group', 'user', 'gm', 'uva', 'account', 'file', 'item'];
const people = 1000;
const start = Date.UTC(2026, 0, 1);

/** One row as JSON; events are 2.5 s apart. */
function eventLine(i: number): string {
  const time = new Date(start + i * 2500).toISOString();
  const person = (i * 104_729) % people;
  const session = Math.floor(i / 40);
  return JSON.stringify({
    uuid_s: `EVT${String(i).padStart(23, '0')}`,
    timestamp: time,
    TimeGenerated: time,
    actor_uuid: `USR${String(person).padStart(23, '0')}`,
    actor_details: {
      uuid: `USR${String(person).padStart(23, '0')}`,
      name: `User ${person}`,
      email: `user${person}@example.com`,
    },
    action: actions[(i * 7919) % actions.length],
    object_type: objects[(i * 31) % objects.length],
    object_uuid: `OBJ${String((i * 13) % 20_000).padStart(23, '0')}`,
    aux_id: i % 100,
    session: {
      uuid: `SES${String(session).padStart(23, '0')}`,
      login_time: new Date(start + session * 100_000).toISOString(),
      device_uuid: `DEV${person}`,
      ip: `10.0.${person % 250}.${session % 250}`,
    },
    log_source: 'auditevents',
  });
}

export function writeEvents(path: string, count: number): void {
  const file = openSync(path, 'w');
  for (let i = 0; i < count; i += 1000) {
    const lines = Array.from({ length: Math.min(1000, count - i) }, (_, k) => `${eventLine(i + k)}\n`);
    writeSync(file, lines.join(''));
  }
  closeSync(file);
}
