import type { Clock } from '../../../functions/src/ports.ts';
import type { SimulatorClock } from '../../../scripts/simulator/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * The simulator's time for a connector: it passes only while everybody sleeps and no request is under way,
 * so that a wait of minutes takes none. Each process has its own: a dead one would hold it for ever.
 */
export class StageClock implements Clock {
  readonly #time: SimulatorClock;
  #sleepers: Sleeper[] = [];
  #underWay = 0;

  constructor(time: SimulatorClock) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now();
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(new Error('aborted'));
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { at: this.now() + Math.max(0, milliseconds), wake };
      this.#sleepers.push(sleeper);
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { once: true });
      this.#goOn();
    });
  }

  /** Holds the time while something is asked of the outside. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      this.#goOn();
    }
  }

  /** Wakes who comes first, once all that can go on without time has done so. */
  #goOn(): void {
    setImmediate(() => {
      if (this.#underWay > 0) return;
      const next = this.#sleepers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) return;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#time.moveTo(Math.max(this.now(), next.at));
      next.wake();
      this.#goOn();
    });
  }
}
