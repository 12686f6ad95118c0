const minute = 60_000;
const hour = 60 * minute;

interface Window {
  readonly length: number;
  readonly limit: number;
}

/** Sliding windows over one account's requests. Times in milliseconds. */
export class RateLimit {
  readonly #windows: () => readonly Window[];
  /** What was counted, oldest first; entries before `#first` have left every window. */
  #counted: { readonly time: number; readonly cost: number }[] = [];
  #first = 0;

  /** The windows are asked for at each request, so that their limits can change. */
  constructor(windows: () => readonly Window[]) {
    this.#windows = windows;
  }

  /** Counts a request and gives 0, or counts nothing and gives the milliseconds until one fits. */
  take(now: number, cost = 1): number {
    const windows = this.#windows();
    this.#forget(now - Math.max(...windows.map(({ length }) => length)));
    const wait = Math.max(...windows.map((window) => this.#waitOf(window, now, cost)));
    if (wait === 0) this.#counted.push({ time: now, cost });
    return wait;
  }

  #waitOf({ length, limit }: Window, now: number, cost: number): number {
    const all = this.#counted;
    let used = 0;
    for (let i = all.length - 1; i >= this.#first; i -= 1) {
      const { time, cost: past } = all[i] ?? { time: 0, cost: 0 };
      if (time <= now - length) break;
      used += past;
      if (used + cost > limit) return time + length - now;
    }
    return cost > limit ? length : 0;
  }

  #forget(until: number): void {
    while ((this.#counted[this.#first]?.time ?? Infinity) <= until) this.#first += 1;
    if (this.#first > 10_000) {
      this.#counted = this.#counted.slice(this.#first);
      this.#first = 0;
    }
  }
}

export function requestLimit(limits: {
  readonly requestsPerMinute: number;
  readonly requestsPerHour: number;
}): RateLimit {
  return new RateLimit(() => [
    { length: minute, limit: limits.requestsPerMinute },
    { length: hour, limit: limits.requestsPerHour },
  ]);
}

export function minuteLimit(perMinute: () => number): RateLimit {
  return new RateLimit(() => [{ length: minute, limit: perMinute() }]);
}

/** Header that says how long to wait; none where the service keeps it to itself. */
export function retryAfterHeader(
  form: 'none' | 'seconds' | 'date',
  wait: number,
  now: number,
): Readonly<Record<string, string>> {
  if (form === 'none') return {};
  const seconds = Math.ceil(wait / 1000);
  return {
    'retry-after': form === 'seconds' ? String(seconds) : new Date(now + seconds * 1000).toUTCString(),
  };
}
