import type { Row } from '../../../functions/src/core/row.generated.ts';
import { streams, type Stream } from '../../../functions/src/core/stream.ts';
import type { World } from './world.ts';

/** The service's list compared with the table. */
export interface Balance {
  /** Ids that neither stand in the table nor in the dead letters. */
  readonly lost: readonly string[];
  /** Rows beyond the first of each id, by stream. */
  readonly doubled: Readonly<Record<Stream, number>>;
  /** Ids of second rows without the mark. */
  readonly unmarked: readonly string[];
}

/** A line, and the blob that it stands in. */
export interface DeadLetter {
  readonly path: string;
  readonly line: string;
}

/** Counts what was lost and doubled; events without an id are left out. */
export function balance(
  world: World,
  deadLetters: readonly DeadLetter[] = world.container.deadLetters,
): Balance {
  const rows = world.ingestion.events;
  const kept = deadLetters.map(({ path, line }) => {
    const { event } = JSON.parse(line) as { readonly event: unknown };
    return `${path.split('/')[2]}/${idOf(event)}`;
  });
  const found = new Set([...rows.map(keyOf), ...kept]);
  const lost = streams.flatMap((stream) =>
    world.api.log[stream].map(({ event }) => `${stream}/${idOf(event)}`).filter((key) => !found.has(key)),
  );
  const seen = new Set<string>();
  const doubled = { auditevents: 0, itemusages: 0, signinattempts: 0 };
  const unmarked: string[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    if (seen.has(key)) {
      doubled[row.log_source as Stream] += 1;
      if (marksOf(row)['resent'] !== true) unmarked.push(key);
    }
    seen.add(key);
  }
  return { lost, doubled, unmarked };
}

/** The connector's marks on a row. */
export function marksOf(row: Row): Readonly<Record<string, unknown>> {
  const fields = row.additional_fields as Readonly<Record<string, unknown>> | undefined;
  return (fields?.['_connector'] ?? {}) as Readonly<Record<string, unknown>>;
}

function keyOf(row: Row): string {
  return `${row.log_source}/${row.uuid_s}`;
}

function idOf(event: unknown): string {
  return String((event as { readonly uuid?: unknown }).uuid);
}
