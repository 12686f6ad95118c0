/** Events by number; they may be made at the moment they are asked for, equal numbers giving equal events. */
export interface EventSource {
  at(index: number): unknown;
}

export interface LogEntry {
  /** When the service got it, ms. */
  readonly arrival: number;
  /** Its `timestamp`, ms; NaN where that cannot be read. */
  readonly time: number;
  readonly source: EventSource;
  readonly index: number;
}

export interface Addition {
  readonly event: unknown;
  readonly arrival: number;
  /** Default: what the event's `timestamp` says. */
  readonly time?: number;
}

/**
 * The events of one stream of one account in the order of arrival. An entry keeps its place from the
 * moment that it could be read on, so that a place is a position for ever.
 */
export class StreamLog {
  #entries: LogEntry[] = [];
  /** Latest time at which somebody read. */
  #readUntil = -Infinity;

  get length(): number {
    return this.#entries.length;
  }

  /** Adds events; one that claims to have arrived before the last look at the log arrives now. */
  append(additions: readonly Addition[]): void {
    const events = additions.map(({ event }) => event);
    const source = { at: (index: number) => events[index] };
    this.#insert(
      additions.map(({ event, arrival, time = timeOf(event) }, index) => ({ arrival, time, source, index })),
    );
  }

  /** Adds `count` events of a source without making them. */
  appendSource(
    source: EventSource,
    count: number,
    times: (index: number) => { readonly arrival: number; readonly time: number },
  ): void {
    this.#insert(Array.from({ length: count }, (_, index) => ({ ...times(index), source, index })));
  }

  /** How many have arrived by then; those that arrive later get later places. */
  countAt(now: number): number {
    this.#readUntil = Math.max(this.#readUntil, now);
    return firstAfter(this.#entries, now);
  }

  entry(place: number): LogEntry | undefined {
    return this.#entries[place];
  }

  /** Takes the array over. */
  #insert(fresh: LogEntry[]): void {
    for (const [i, entry] of fresh.entries())
      if (entry.arrival < this.#readUntil) fresh[i] = { ...entry, arrival: this.#readUntil };
    fresh.sort((a, b) => a.arrival - b.arrival);
    const [first] = fresh;
    if (first === undefined) return;
    const tail = this.#entries.splice(firstAfter(this.#entries, first.arrival));
    let next = 0;
    for (const entry of fresh) {
      for (let old = tail[next]; old !== undefined && old.arrival <= entry.arrival; old = tail[next]) {
        this.#entries.push(old);
        next += 1;
      }
      this.#entries.push(entry);
    }
    for (const old of tail.slice(next)) this.#entries.push(old);
  }
}

/** First place of an entry that arrived after the time. */
function firstAfter(entries: readonly LogEntry[], time: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.arrival ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function timeOf(event: unknown): number {
  const timestamp = (event as { timestamp?: unknown } | null | undefined)?.timestamp;
  return typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
}
