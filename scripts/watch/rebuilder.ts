export interface RebuilderOptions {
  /** Milliseconds without a further save before a run begins: editors save in several steps. */
  readonly delay: number;
  /** One run, told which files were saved since the one before. It does not throw. */
  readonly run: (changed: readonly string[]) => void | Promise<void>;
  /** What may begin with a save, before it is sure that no further one comes, which stops it. It does not throw. */
  readonly prepare?: (signal: AbortSignal) => Promise<void>;
}

/**
 * Turns saves into runs: never two at a time, and none lost. What is saved while a run is on leads to one
 * more run after it.
 */
export class Rebuilder {
  readonly #options: RebuilderOptions;
  readonly #saved = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #preparation = new AbortController();
  #prepared = Promise.resolve();
  #isRunning = false;
  #isClosed = false;

  constructor(options: RebuilderOptions) {
    this.#options = options;
  }

  /** The first run, before anything is saved. */
  begin(): Promise<void> {
    return this.#run();
  }

  /** Whether nothing is on, and nothing saved that has to be done. */
  get isIdle(): boolean {
    return !this.#isRunning && this.#saved.size === 0;
  }

  note(path: string): void {
    if (this.#isClosed) return;
    this.#saved.add(path);
    this.#preparation.abort();
    if (!this.#isRunning) this.#schedule();
  }

  /** Nothing begins any more; a run that is on comes to its end. */
  close(): void {
    this.#isClosed = true;
    this.#preparation.abort();
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), this.#options.delay);
    const { signal } = (this.#preparation = new AbortController());
    const { prepare } = this.#options;
    this.#prepared = this.#prepared.then(() => (signal.aborted ? undefined : prepare?.(signal)));
  }

  async #run(): Promise<void> {
    const changed = [...this.#saved].sort();
    this.#saved.clear();
    this.#isRunning = true;
    await this.#prepared;
    await this.#options.run(changed);
    this.#isRunning = false;
    if (this.#saved.size > 0 && !this.#isClosed) this.#schedule();
  }
}
