/**
 * A workspace to draw pictures from: a week of an organisation that does not exist, with an attack for
 * each rule, the alerts of those, and a connector that runs. Everything is the same each time.
 */
import { tableFrom, type JsonRow, type Tables } from '../workbook-run/tables.ts';
import { eventRow } from '../workbook-run/event-row.ts';
import { parseCsv } from '../load/csv.ts';
import { workspaceSchema, type WorkspaceSchema } from '../kql/workspace-schema.ts';
import { streamColumns, type TableFile } from '../model/table.ts';
import { watchlistColumns } from '../model/watchlist.ts';
import { attack, attackNames, type AttackName } from '../simulator/story/attacks/attack.ts';
import { createOrganisation, watchlistOf, type Organisation } from '../simulator/story/organisation.ts';
import type { StoryEvent } from '../simulator/story/story-event.ts';
import { tellStory } from '../simulator/story/story.ts';
import { renameIn, renamer } from './sample-names.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** When the pictures are taken: a Saturday, so that they show a whole week of work. */
export const sampleTime = Date.UTC(2026, 10, 21, 6, 30);

/** Enough for full rankings; as few as that, since every picture is drawn from all of them. */
const headcount = 24;

export interface SampleWorkspace {
  readonly schema: WorkspaceSchema;
  readonly tables: Tables;
  /** Uuid of somebody of whom there is much to see. */
  readonly person: string;
  /** An address that the person used. */
  readonly address: string;
}

interface Incident {
  readonly name: AttackName;
  readonly at: number;
}

/** Attacks two or three a day; the silence of the integration would leave a day empty. */
const incidents: readonly Incident[] = attackNames
  .filter((name) => name !== 'log-ingestion-failure')
  .map((name, i) => ({ name, at: sampleTime - 5 * day + i * 7 * hour }));

export function sampleWorkspace(table: TableFile): SampleWorkspace {
  const organisation = createOrganisation({ account: 'SAMPLEACCOUNTSAMPLEACCOUNT', people: headcount });
  const rename = renamer(organisation);
  const story = { from: sampleTime - 14 * day, to: sampleTime, attacks: incidents };
  const events = [...tellStory(organisation, story)].flat().filter(({ arrival }) => arrival <= sampleTime);
  const declaration = {
    stream: table.stream,
    columns: new Map(streamColumns(table).map(({ name, type }) => [name, type])),
  };
  const rows = events.map((event) => renameIn(eventRow(inUse(event), declaration), rename));
  const schema = workspaceSchema(table, watchlistColumns);
  const known: Readonly<Record<string, readonly JsonRow[]>> = {
    [table.name]: [...rows, ...healthRows(organisation.account)],
    SecurityAlert: alertRows(organisation, rename),
    SecurityIncident: incidentRows(),
    SentinelHealth: platformRows(),
    Usage: volumeRows(table.name, rows),
  };
  const tables = new Map(
    schema.tables.map(({ name, columns }) => [name, tableFrom(columns, known[name] ?? [])]),
  );
  const [call] = schema.functions;
  tables.set('_GetWatchlist("PG1PW")', tableFrom(call?.columns ?? [], watchlistRows(organisation)));
  const [person] = organisation.administrators;
  return {
    schema,
    tables,
    person: person?.details.uuid ?? '',
    address: person?.officeAddress ?? '',
  };
}

/** Applications are updated in the course of the week, and some people do not update. */
function inUse(told: StoryEvent): StoryEvent {
  const client = told.event['client'] as Readonly<Record<string, string>> | undefined;
  const user = (told.event['target_user'] ?? told.event['user']) as { readonly uuid: string } | undefined;
  const build = Number(client?.['app_version']);
  if (!client || !user || !Number.isInteger(build)) return told;
  const letter = user.uuid.charCodeAt(1) % 8;
  const behind = letter === 0 ? 2 : told.time < sampleTime - letter * day ? 1 : 0;
  return {
    ...told,
    event: { ...told.event, client: { ...client, app_version: String(build - behind * 3) } },
  };
}

const iso = (time: number) => new Date(time).toISOString();

/** `1Password - Vault export` */
function ruleOf(name: AttackName): string {
  const words = name
    .replaceAll('-', ' ')
    .replace(/\bsso\b/, 'SSO')
    .replace(/\bmfa\b/, 'MFA');
  return `1Password - ${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const severities = ['Medium', 'High', 'Medium', 'Low'];

function alertRows(organisation: Organisation, rename: ReturnType<typeof renamer>): JsonRow[] {
  return incidents.map(({ name, at }, i) => {
    const last = attack(name, organisation, at).events.at(-1)?.event ?? {};
    const who = (last['actor_details'] ?? last['target_user'] ?? last['user']) as { readonly uuid: string };
    const [user = '', domain = ''] = (rename.people.get(who.uuid)?.email ?? '').split('@');
    return {
      TimeGenerated: iso(at + hour),
      SystemAlertId: `alert-${i}`,
      AlertName: ruleOf(name),
      AlertSeverity: severities[i % severities.length],
      Entities: JSON.stringify([{ Type: 'account', Name: user, UPNSuffix: domain }]),
      ExtendedProperties: JSON.stringify({ 'Analytic Rule Name': ruleOf(name) }),
    };
  });
}

function incidentRows(): JsonRow[] {
  return incidents.map(({ name, at }, i) => ({
    TimeGenerated: iso(at + 2 * hour),
    CreatedTime: iso(at + 2 * hour),
    IncidentNumber: 1024 + i,
    Title: ruleOf(name),
    Status: i % 3 === 0 ? 'Closed' : i % 3 === 1 ? 'Active' : 'New',
    IncidentUrl: 'https://portal.azure.com/',
    AlertIds: [`alert-${i}`],
  }));
}

const streams = ['auditevents', 'itemusages', 'signinattempts'];

/** A row for every hour is enough to be seen. */
function healthRows(account: string): JsonRow[] {
  return Array.from({ length: 24 }, (_, i) => {
    const time = sampleTime - i * hour;
    const states = streams.map((stream, n) => [
      stream,
      { state: 'ok', lagSeconds: 4 + 3 * n, lastEventTime: iso(time - (2 + n) * 60_000) },
    ]);
    return {
      TimeGenerated: iso(time),
      timestamp: iso(time),
      uuid_s: `RUN${i}`,
      account_uuid: account,
      category: 'ok',
      action_type: 'Collected',
      details: { outcome: 'ok', diagnosis: null, streams: Object.fromEntries(states) as object },
      log_source: 'healthevents',
    };
  });
}

function platformRows(): JsonRow[] {
  return ['1Password - Vault export', '1Password - Manual account creation'].map((name) => ({
    TimeGenerated: iso(sampleTime - 240_000),
    SentinelResourceName: name,
    OperationName: 'Scheduled analytics rule run',
    Status: 'Success',
    Description: 'Rule executed successfully.',
  }));
}

/** About as much as rows take, a record an hour. */
function volumeRows(table: string, rows: readonly JsonRow[]): JsonRow[] {
  const byHour = new Map<string, number>();
  for (const row of rows) {
    const key = `${String(row['TimeGenerated']).slice(0, 13)}:00:00Z`;
    byHour.set(key, (byHour.get(key) ?? 0) + JSON.stringify(row).length / 1_000_000);
  }
  return [...byHour].map(([TimeGenerated, Quantity]) => {
    return { TimeGenerated, DataType: table, IsBillable: true, Quantity };
  });
}

function watchlistRows(organisation: Organisation): JsonRow[] {
  const table = parseCsv({ path: 'watchlist.csv', text: watchlistOf(organisation) }, () => {});
  return (table?.rows ?? []).slice(1).map((row) => {
    const [SearchKey = '', Type = '', Name = ''] = row.map(({ value }) => value);
    return { SearchKey, Type, Name, LastUpdatedTimeUTC: iso(sampleTime - 9 * day) };
  });
}
