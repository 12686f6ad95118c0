/** From the events of a scenario to rows of the table, each with its times. */
import type { ScenarioEvent, ScenarioKind } from '../model/rule-scenarios.ts';
import type { Cast } from './cast.ts';
import { toColumns, type Columns } from './event-columns.ts';
import { readMoment, type Schedule } from './moment.ts';
import type { Row } from './scenario.ts';

/** Gives the columns of an event of the Events API, as connector and data collection rule would store it. */
export type ApiMapping = (kind: ScenarioKind, event: Columns, arrived: number) => Columns;

const second = 1000;
const minute = 60 * second;

/** When an event happened, was stamped and stored where it says nothing, before the run. */
const usualHappened = -2 * minute;
const usualDelay = minute;

/** The rows of an event that stands at a place in the scenario, counted from 1. Its names and moments are known. */
export function toRows(
  event: ScenarioEvent,
  number: number,
  {
    cast,
    schedule,
    mapApi,
  }: { readonly cast: Cast; readonly schedule: Schedule; readonly mapApi: ApiMapping },
): Row[] {
  const { times = 1, copies = 1 } = event;
  const every = moment(event.every, schedule) ?? 0;
  const first = timesOf(event, schedule);
  return Array.from({ length: times }, (_, i) => {
    const shift = i * every;
    const id = times === 1 ? `E${number}` : `E${number}.${i + 1}`;
    const repeated = times === 1 ? event : numbered(event, i + 1);
    const happened = first.happened + shift;
    const stored = { generated: first.generated + shift, arrived: first.arrived + shift };
    const columns = withId(columnsOf(repeated, { id, happened, arrived: stored.arrived }, cast, mapApi), id);
    return Array.from({ length: copies }, (_, copy): Row => ({
      happened,
      generated: stored.generated + copy * second,
      arrived: stored.arrived + copy * second,
      columns,
      isSourceFixed: event['log_source'] !== undefined,
    }));
  }).flat();
}

function columnsOf(
  event: ScenarioEvent,
  { id, happened, arrived }: { readonly id: string; readonly happened: number; readonly arrived: number },
  cast: Cast,
  mapApi: ApiMapping,
): Columns {
  if (event.api === undefined) return toColumns(event, cast);
  return mapApi(event.kind, { uuid: id, timestamp: happened, ...event.api }, arrived);
}

/** An id that is written out stays, also an empty one. */
function withId(columns: Columns, id: string): Columns {
  return 'uuid_s' in columns ? columns : { ...columns, uuid_s: id };
}

interface Times {
  readonly happened: number;
  readonly generated: number;
  readonly arrived: number;
}

function timesOf(event: ScenarioEvent, schedule: Schedule): Times {
  const [at, arrives, stamped] = [event.at, event.arrives, event.stamped].map((text) =>
    moment(text, schedule),
  );
  const happened = at ?? (arrives === undefined ? usualHappened : arrives - usualDelay);
  // An event that happened just before the run has arrived by then, unless it says otherwise.
  const soon = happened + usualDelay;
  const arrived = arrives ?? (happened <= 0 ? Math.min(soon, 0) : soon);
  return { happened, generated: stamped ?? arrived, arrived };
}

function moment(text: string | undefined, schedule: Schedule): number | undefined {
  return text === undefined ? undefined : readMoment(text, schedule);
}

/** `{n}` in texts is the number of the repetition. */
function numbered<T>(value: T, n: number): T {
  if (typeof value === 'string') return value.replaceAll('{n}', String(n)) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => numbered(item, n)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, numbered(member as unknown, n)]),
  ) as T;
}
