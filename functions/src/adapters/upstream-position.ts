/**
 * What the earlier function for 1Password left in the container: `<stream>.json` with its cursor, and
 * `timestamp.json` with the time of its last run. Both are read and never touched.
 */
import type { Stream } from '../core/stream.ts';
import type { UpstreamPosition } from '../ports.ts';
import type { Documents } from './blob-document.ts';

export async function readUpstreamPosition(
  documents: Documents,
  stream: Stream,
): Promise<UpstreamPosition | undefined> {
  const position = await documents.read(`${stream}.json`);
  if (!position) return undefined;
  const time = await documents.read('timestamp.json');
  return {
    cursor: toCursor(member(position.text, 'cursor')),
    lastRun: time && toTime(member(time.text, 'lastRun')),
  };
}

function member(text: string, name: string): unknown {
  try {
    // PowerShell can put a byte order mark before it.
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}

/** After a failure the earlier function wrote `none`, or nothing. */
function toCursor(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== 'none' ? value : undefined;
}

/** ISO 8601, or the form in which PowerShell puts a date into a text: `11/22/2026 10:05:00`, UTC there. */
function toTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, month, day, year, clock] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d)$/.exec(value) ?? [];
  const iso = clock === undefined ? value : `${year}-${month}-${day}T${clock}Z`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso)) return undefined;
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}
