/** How one event came through. */
export interface EventFate {
  /** `<stream>/<uuid>` */
  readonly key: string;
  /** Different contents that were served under this uuid; each is due one row. */
  readonly versions: number;
  readonly rows: number;
  /** Rows among them that say that they may be second copies. */
  readonly resent: number;
}

export interface Comparison {
  /** Events that were served. */
  readonly served: number;
  /** Rows of events; health rows do not count. */
  readonly stored: number;
  /** Served, and no row, or fewer rows than contents. */
  readonly missing: readonly EventFate[];
  /** More rows than contents. */
  readonly doubled: readonly EventFate[];
  /** Rows of events that nobody was served. */
  readonly unexpected: readonly EventFate[];
}

interface Tally {
  /** Digest of the first content; those of others where there are any. */
  content: number;
  others: Set<number> | undefined;
  rows: number;
  resent: number;
}

/** Compares what was served with what was stored. */
export class RowCount {
  readonly #tallies = new Map<string, Tally>();

  serve(key: string, text: string): void {
    const content = digest(text);
    const tally = this.#tallies.get(key);
    if (tally === undefined) this.#tallies.set(key, { content, others: undefined, rows: 0, resent: 0 });
    else if (tally.content === 0) tally.content = content;
    else if (tally.content !== content) (tally.others ??= new Set()).add(content);
  }

  store(key: string, isResent: boolean): void {
    let tally = this.#tallies.get(key);
    if (tally === undefined)
      this.#tallies.set(key, (tally = { content: 0, others: undefined, rows: 0, resent: 0 }));
    tally.rows += 1;
    if (isResent) tally.resent += 1;
  }

  wasServed(key: string): boolean {
    return (this.#tallies.get(key)?.content ?? 0) !== 0;
  }

  compare(): Comparison {
    const missing: EventFate[] = [];
    const doubled: EventFate[] = [];
    const unexpected: EventFate[] = [];
    let served = 0;
    let stored = 0;
    for (const [key, { content, others, rows, resent }] of this.#tallies) {
      const versions = content === 0 ? 0 : 1 + (others?.size ?? 0);
      const fate = { key, versions, rows, resent };
      if (versions > 0) served += 1;
      stored += rows;
      if (versions === 0) unexpected.push(fate);
      else if (rows < versions) missing.push(fate);
      else if (rows > versions) doubled.push(fate);
    }
    return { served, stored, missing, doubled, unexpected };
  }

  clear(): void {
    this.#tallies.clear();
  }
}

/** FNV-1a over UTF-16 units; never 0, which stands for nothing served. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0 || 1;
}
