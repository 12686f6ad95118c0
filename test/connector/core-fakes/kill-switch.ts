/** How the n-th call to the outside goes wrong. */
export type KillMode = 'killed-before' | 'killed-after' | 'throws-before' | 'throws-after';

export interface Kill {
  readonly at: number;
  readonly mode: KillMode;
}

/** Counts the calls of one process, and ends it, or one call, at a chosen point. */
export class KillSwitch {
  readonly #kill: Kill | undefined;
  #calls = 0;
  #isDead = false;
  #hasEnded = false;
  #announce: () => void = () => undefined;
  /** Resolves when the process is dead. */
  readonly death = new Promise<void>((resolve) => {
    this.#announce = resolve;
  });

  constructor(kill?: Kill) {
    this.#kill = kill;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Whether the process renews no lease any more. */
  get isOver(): boolean {
    return this.#isDead || this.#hasEnded;
  }

  end(): void {
    this.#hasEnded = true;
  }

  get calls(): number {
    return this.#calls;
  }

  /** A dead process has no effect any more, and nothing ever comes back to it. */
  async pass<T>(effect: () => Promise<T>): Promise<T> {
    if (this.#isDead) return never();
    this.#calls += 1;
    const mode = this.#kill?.at === this.#calls ? this.#kill.mode : undefined;
    if (mode === 'throws-before') throw new Error('A fault before the call.');
    if (mode === 'killed-before') return this.#die();
    const result = await effect();
    if (mode === 'throws-after') throw new Error('A fault after the call.');
    if (mode === 'killed-after') return this.#die();
    return this.#isDead ? never() : result;
  }

  #die<T>(): Promise<T> {
    this.#isDead = true;
    this.#announce();
    return never();
  }
}

/** What a dead process hears. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
