/** Days of an organisation with every attack, as events and as the rows that the connector makes of them. */
import { readDeclaration } from '../../scripts/simulator/ingestion/declaration.ts';
import { attackNames } from '../../scripts/simulator/story/attacks/attack.ts';
import { createOrganisation, type Organisation } from '../../scripts/simulator/story/organisation.ts';
import type { StoryEvent } from '../../scripts/simulator/story/story-event.ts';
import { tellStory } from '../../scripts/simulator/story/story.ts';
import { eventRow } from '../../scripts/workbook-run/event-row.ts';
import type { JsonRow } from '../../scripts/workbook-run/tables.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** When somebody looks at the workbook: a Monday. */
export const now = Date.UTC(2026, 10, 23, 9, 30);

/** Older than the usual time range, for comparisons with the time before. */
const storyBegins = now - 12 * day;

export interface Story {
  readonly organisation: Organisation;
  readonly events: readonly StoryEvent[];
}

/** The attack that makes the integration fall silent for a day comes first, the others all within a week. */
export function tellDays(people = 12): Story {
  const organisation = createOrganisation({ account: 'ACCOUNT2ACCOUNT2ACCOUNT2AC', people });
  const attacks = attackNames.map((name, i) => ({
    name,
    at: name === 'log-ingestion-failure' ? now - 10 * day : now - 6 * day + i * 7 * hour,
  }));
  const told = [...tellStory(organisation, { from: storyBegins, to: now, attacks })].flat();
  const events = told.map(withVersion).flatMap(withOddities);
  return { organisation, events: events.filter(({ arrival }) => arrival <= now) };
}

/** Versions as they are written, newest first: an application has the one that its user's id picks. */
const versions = ['8.10.60', '8.10.60', '8.10.9', '8.10.60.BETA', '8.9.4', 'nightly', undefined];

function withVersion(told: StoryEvent): StoryEvent {
  const client = told.event['client'] as Record<string, unknown> | undefined;
  const user = (told.event['target_user'] ?? told.event['user']) as { readonly uuid: string } | undefined;
  if (!client || !user) return told;
  const app = String(client['app_name']);
  const version = versions[(user.uuid.charCodeAt(3) + app.length) % versions.length];
  const { app_version: _, ...others } = client;
  const changed = version === undefined ? others : { ...others, app_version: version };
  return { ...told, event: { ...told.event, client: changed } };
}

/** Beside every fortieth sign-in there is one that is out of the ordinary. */
function withOddities(told: StoryEvent, index: number): StoryEvent[] {
  if (told.stream !== 'signinattempts' || index % 40 > 5) return [told];
  const client = told.event['client'] as Readonly<Record<string, unknown>>;
  const oddities: readonly Readonly<Record<string, unknown>>[] = [
    { category: 'weather_failed', type: 'too_cloudy' },
    { category: 'modern_version_failed', type: 'modern_version_old' },
    // A meeting: people at one address.
    { client: { ...client, ip_address: '192.0.2.200' } },
    { location: null, country: null },
    { location: null, client: null },
    { category: 'firewall_reported_success', type: 'ip_blocked', location: { country: 'nz' }, country: null },
  ];
  const odd = { ...told.event, ...oddities[index % 40], uuid: `ODD${String(index).padStart(23, '0')}` };
  return [told, { ...told, event: odd }];
}

const declaration = readDeclaration();

/** The row of an event as it lies in the table. */
export function rowOf(told: StoryEvent): JsonRow {
  return eventRow(told, declaration);
}
