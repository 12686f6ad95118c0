import { readFileSync } from 'node:fs';
import type { Account } from './events/account.ts';
import { isStream, streams, type Stream } from './stream-name.ts';
import { createRandom } from './story/random.ts';
import type { StoryEvent } from './story/story-event.ts';

export interface ReplayOptions {
  /** Keep the ids of the lines; otherwise each line gets a fresh one, since samples share placeholders. */
  readonly keepsIds?: boolean;
  readonly seed?: number;
}

/** Which stream a file of events holds, by its name; `undefined` where that names none. */
export function streamOfFile(path: string): Stream | undefined {
  const name = /([^/\\]+?)\.(?:ndjson|jsonl)$/i.exec(path)?.[1];
  return isStream(name) ? name : streams.find((stream) => name?.startsWith(stream));
}

/** The events of an NDJSON file, one a line, as they stand but for their ids. */
export function readEvents(
  path: string,
  { keepsIds = false, seed = 1 }: ReplayOptions = {},
): readonly unknown[] {
  const random = createRandom(seed, `replay ${path}`);
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const event = parse(line, `${path}:${i + 1}:1`);
    return [
      keepsIds || typeof event !== 'object' || event === null ? event : { ...event, uuid: random.id() },
    ];
  });
}

/** Gives a part of a story to an account. */
export function appendStory(account: Account, told: readonly StoryEvent[]): void {
  for (const stream of streams)
    account.appendAt(
      stream,
      told.filter((event) => event.stream === stream),
    );
}

function parse(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new SyntaxError(`${place}: no JSON`);
  }
}
