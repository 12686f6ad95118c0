/** What Microsoft Sentinel itself has beside the events: alerts, incidents, the watchlist, health, volume. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWatchlist } from './watchlist-rows.ts';
import { auditOf, clientWith, signInOf, usageOf } from './happening.ts';
import { now, rowOf } from './story-rows.ts';
import { day, eventTable, hour, openNotebook, tablesOf, week, type Rows } from './workspace.ts';

const ada = { uuid: 'ADAADAADA', name: 'Ada', email: 'Ada.Byron@example.com' };
const bo = { uuid: 'BOBOBOBO', name: 'Bo', email: 'bo@example.com' };
const ago = (time: number) => new Date(now - time).toISOString();

function open(rows: Rows, chosen = {}) {
  return openNotebook({ tables: tablesOf(rows), now, range: week, chosen });
}

function alert(id: string, fields: object = {}) {
  const usual = {
    TimeGenerated: ago(day),
    AlertName: `1Password - Something by ${id}`,
    AlertSeverity: 'Medium',
  };
  const rule = JSON.stringify({ 'Analytic Rule Name': '1Password - Something' });
  return { ...usual, SystemAlertId: id, Entities: '[]', ExtendedProperties: rule, ...fields };
}

function incident(number: number, fields: object = {}) {
  const usual = {
    Title: '1Password - Something',
    Status: 'New',
    TimeGenerated: ago(day),
    CreatedTime: ago(day),
  };
  return {
    IncidentNumber: number,
    ...usual,
    IncidentUrl: `https://portal.example/${number}`,
    AlertIds: [],
    ...fields,
  };
}

const account = (Name: string, UPNSuffix?: string) =>
  JSON.stringify([
    { Type: 'ip', Address: '192.0.2.1' },
    { Type: 'account', Name, UPNSuffix },
  ]);

const alerts = [
  alert('by-name', { Entities: account('ada.byron', 'Example.com') }),
  alert('by-name', {
    Entities: account('ada.byron', 'Example.com'),
    TimeGenerated: ago(hour),
    AlertSeverity: 'High',
  }),
  alert('by-address', { Entities: account('ADA.BYRON@EXAMPLE.COM') }),
  alert('by-id', {
    Entities: '',
    ExtendedProperties: JSON.stringify({ 'Custom Details': `{"TargetUuid":["${ada.uuid}"]}` }),
  }),
  alert('of-another', { Entities: account('bo', 'example.com') }),
  alert('of-a-namesake', { Entities: account('ada.byron', 'other.example') }),
  alert('old', { Entities: account('ada.byron', 'example.com'), TimeGenerated: ago(8 * day) }),
];
const incidents = [
  incident(1, { AlertIds: ['by-name', 'of-another'], TimeGenerated: ago(2 * day) }),
  incident(1, { AlertIds: ['by-name', 'of-another'], Status: 'Closed', TimeGenerated: ago(hour) }),
  incident(2, { AlertIds: ['by-address'], Status: 'Active' }),
  incident(3, { AlertIds: ['of-another'] }),
  incident(4, { Title: 'Another product', AlertIds: ['by-id'] }),
  incident(5, { CreatedTime: ago(9 * day) }),
];
const events = [signInOf(ada), signInOf(bo), auditOf(ada)].map(rowOf);
const rows = { [eventTable]: events, SecurityAlert: alerts, SecurityIncident: incidents };

describe('alerts and incidents', () => {
  const workbook = open(rows, { PickedPerson: ada.uuid });

  it('all.kpi.5 counts incidents of our rules by their newest state', () => {
    expect(workbook.show('all.kpi.5').rows).toEqual([
      { Tile: 'Open', Value: 2 },
      { Tile: 'Closed', Value: 1 },
    ]);
  });

  it('user.inc lists what names the person by address or id, with the incident', () => {
    const found = workbook
      .show('user.inc')
      .rows.map(({ Alert, Severity, Incident, Status, Link }) => [Alert, Severity, Incident, Status, Link]);
    expect(found).toEqual([
      ['1Password - Something by by-name', 'High', 1, 'Closed', 'https://portal.example/1'],
      ['1Password - Something by by-address', 'Medium', 2, 'Active', 'https://portal.example/2'],
      ['1Password - Something by by-id', 'Medium', 4, 'New', 'https://portal.example/4'],
    ]);
  });

  it('user.card counts the incidents that are open', () => {
    expect(workbook.show('user.card').rows).toMatchObject([{ Incidents: 2 }]);
    expect(open(rows, { PickedPerson: bo.uuid }).show('user.card').rows).toMatchObject([{ Incidents: 1 }]);
  });

  it('health.7.alerts has the rule, whoever is in the name of the alert', () => {
    expect(workbook.show('health.7.alerts').rows).toMatchObject([
      { Rule: '1Password - Something', Alerts: 4, Last: ago(hour).replace('.000Z', '.0000000Z') },
      { Rule: '1Password - Something by by-id', Alerts: 1 },
    ]);
  });
});

describe('the watchlist', () => {
  const vault = {
    action: 'grant',
    object_uuid: 'vault1',
    object_type: 'uva',
    aux_details: bo,
    aux_uuid: bo.uuid,
  };
  const group = { action: 'join', object_uuid: 'group1', object_type: 'gm', aux_uuid: bo.uuid };
  const changes = [
    auditOf(ada, vault),
    auditOf(ada, group),
    auditOf(ada, { ...group, object_uuid: 'group2' }),
  ].map(rowOf);
  const shipped = readWatchlist(readFileSync(new URL('../../watchlists/pg1pw.csv', import.meta.url), 'utf8'));
  const filled = readWatchlist(
    'UUID,Type,Name,Notes\n VAULT1 ,vault,Payroll,\ngroup1,group,,\nGROUP9,group,Old,\n',
  );
  const hint = (PG1PW: Rows[string]) =>
    open({ [eventTable]: changes, PG1PW }).texts.filter((text) => text.includes('PG1PW'));

  it.each([
    ['missing', [], 'is missing or has no rows'],
    ['as shipped', shipped, 'holds only the row that it is shipped with'],
  ])('%s: nothing is privileged, and the tab says why', (_, list, reason) => {
    const workbook = open({ [eventTable]: changes, PG1PW: list });
    expect(workbook.show('all.risk.2').rows).toEqual([]);
    expect(workbook.show('health.6').rows).toEqual([]);
    expect(hint(list)).toEqual([
      `The watchlist PG1PW ${reason}: list privileged groups and vaults in it to see their changes here.`,
    ]);
  });

  it('filled: changes of what it holds, by name where it has one, and no hint', () => {
    const { rows: found } = open({ [eventTable]: changes, PG1PW: filled }).show('all.risk.2');
    expect(found.map(({ Action, Object, With }) => [Action, Object, With])).toEqual([
      ['grant', 'Payroll', bo.email],
      ['join', 'group1', bo.uuid],
    ]);
    expect(hint(filled)).toEqual([]);
  });

  it('health.6 counts entries, and those that no event names', () => {
    expect(open({ [eventTable]: changes, PG1PW: filled }).show('health.6').rows).toMatchObject([
      { Type: 'group', Entries: 2, Unseen: 1, Examples: 'group9' },
      { Type: 'vault', Entries: 1, Unseen: 0, Examples: '' },
    ]);
  });
});

const healthRow = (hoursAgo: number, fields: object = {}) => ({
  TimeGenerated: ago(hoursAgo * hour),
  timestamp: ago(hoursAgo * hour),
  uuid_s: `RUN${hoursAgo}`,
  log_source: 'healthevents',
  account_uuid: 'ACCOUNT',
  category: 'ok',
  action_type: 'Collected',
  ...fields,
});

const said = (SentinelResourceName: string, Status: string, hoursAgo: number) => ({
  SentinelResourceName,
  OperationName: 'Data fetch status change',
  Status,
  TimeGenerated: ago(hoursAgo * hour),
});

describe('Health & setup', () => {
  it('health.5 shows the newest run of each account, a row a stream', () => {
    const streams = {
      auditevents: { state: 'ok', lagSeconds: { p95: 12 }, lastEventTime: ago(hour) },
      itemusages: { state: 'missing-feature', message: 'The key does not cover it.' },
    };
    const [failed, refused] = ['api-unreachable', 'api-key-invalid'].map((code) => ({
      outcome: 'failed',
      diagnosis: { code, message: `What to do about ${code}.` },
    }));
    const list = [
      healthRow(2, { details: { outcome: 'ok', streams, diagnosis: null } }),
      healthRow(3, { category: 'failed', details: { ...failed, streams } }),
      healthRow(1, { account_uuid: '', category: 'credentials_failed', details: refused }),
      healthRow(1, { account_uuid: 'OTHER', details: { streams } }),
    ];
    expect(open({ [eventTable]: list }).show('health.5').rows).toMatchObject([
      {
        Account: '',
        Outcome: 'credentials_failed',
        Diagnosis: 'api-key-invalid',
        Advice: 'What to do about api-key-invalid.',
        Stream: '',
        Lag: null,
      },
      {
        Account: 'ACCOUNT',
        Outcome: 'ok',
        Diagnosis: 'Collected',
        Stream: 'auditevents',
        State: 'ok',
        Lag: 12,
      },
      {
        Account: 'ACCOUNT',
        Outcome: 'ok',
        Stream: 'itemusages',
        Reason: 'The key does not cover it.',
        Event: null,
      },
    ]);
  });

  it('health rows are no events of people', () => {
    const refused = healthRow(1, { category: 'credentials_failed', action_type: 'API Key Invalid' });
    const workbook = open({ [eventTable]: [refused] });
    expect(workbook.show('all.kpi.2').rows).toEqual([]);
    expect(workbook.show('all.act.1').rows).toEqual([]);
    expect(workbook.show('health.1').rows).toMatchObject([{ Kind: 'Health' }]);
    expect(workbook.show('health.9').rows).toEqual([]);
  });

  it('health.1 and health.2 go by arrival: delays, and how many came in each hour', () => {
    const delays = [1, 2, 3, 4, 100].map((minutes) => minutes * 60_000);
    const list = delays.map((delay) => rowOf(signInOf(ada, {}, now - 3 * hour - delay, now - 3 * hour)));
    const workbook = open({ [eventTable]: list });
    expect(workbook.show('health.1').rows).toMatchObject([
      { Kind: 'Sign-in', MedianDelay: 180, Delay95: 6000 },
    ]);
    expect(workbook.show('health.2').rows).toEqual([
      { TimeGenerated: '2026-11-23T06:00:00.0000000Z', Kind: 'Sign-in', Rows: 5 },
    ]);
  });

  it('health.8 puts rows and billed volume of a day side by side', () => {
    const usage = { TimeGenerated: ago(2 * hour), DataType: eventTable, IsBillable: true, Quantity: 1.5 };
    const Usage = [
      usage,
      usage,
      { ...usage, IsBillable: false },
      { ...usage, DataType: 'Syslog' },
      { ...usage, TimeGenerated: ago(day) },
    ];
    expect(open({ [eventTable]: events, Usage }).show('health.8').rows).toEqual([
      { Day: '2026-11-23T00:00:00.0000000Z', Rows: 3, BilledMB: 3 },
      { Day: '2026-11-22T00:00:00.0000000Z', Rows: 0, BilledMB: 1.5 },
    ]);
  });

  it('health.9 names codes that are new', () => {
    const list = [
      auditOf(ada, { action: 'teleport', object_type: 'vault' }),
      auditOf(ada, { action: 'teleport', object_type: 'castle' }),
      usageOf(ada, { action: 'fill' }),
      signInOf(ada, { category: 'weather_failed', type: 'too_cloudy', ...clientWith({}) }),
    ].map(rowOf);
    expect(open({ [eventTable]: list }).show('health.9').rows).toMatchObject([
      { Column: 'action', Code: 'teleport', Rows: 2 },
      { Column: 'action_type', Code: 'too_cloudy', Rows: 1 },
      { Column: 'category', Code: 'weather_failed', Rows: 1 },
      { Column: 'object_type', Code: 'castle', Rows: 1 },
    ]);
  });

  it('health.5.platform has the newest word of each connector and rule of ours', () => {
    const SentinelHealth = [
      said('1Password', 'Failure', 2),
      said('1Password', 'Success', 1),
      said('Another', 'Failure', 1),
    ];
    expect(open({ SentinelHealth }).show('health.5.platform').rows).toMatchObject([
      { SentinelResourceName: '1Password', Status: 'Success' },
    ]);
  });
});
