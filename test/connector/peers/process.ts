import type { SimulatorClock } from '../../../scripts/simulator/clock.ts';
import { never } from '../core-fakes/kill-switch.ts';
import { StageClock } from './stage-clock.ts';

/** When a process is killed: just before its first rows go out, or just after they were accepted. */
export type Kill = 'before-sending' | 'after-sending';

/** One process of a connector. What asks the outside passes through it; a dead one never hears back. */
export class Process {
  readonly clock: StageClock;
  readonly #kill: Kill | undefined;
  #isDead = false;
  #announce: () => void = () => undefined;
  readonly death = new Promise<void>((resolve) => {
    this.#announce = resolve;
  });

  constructor(time: SimulatorClock, kill: Kill | undefined) {
    this.clock = new StageClock(time);
    this.#kill = kill;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Anything but rows. */
  pass<T>(ask: () => Promise<T>): Promise<T> {
    return this.clock.outside(async () => {
      if (this.#isDead) return never();
      const answer = await ask();
      return this.#isDead ? never() : answer;
    });
  }

  /** Rows on their way to the table. */
  send<T>(post: () => Promise<T>): Promise<T> {
    return this.clock.outside(async () => {
      if (this.#isDead) return never();
      if (this.#kill === 'before-sending') return this.#die();
      const answer = await post();
      return this.#kill === 'after-sending' ? this.#die() : answer;
    });
  }

  #die<T>(): Promise<T> {
    this.#isDead = true;
    this.#announce();
    return never();
  }
}
