import { streams, type Stream } from '../../../functions/src/core/stream.ts';
import type { Behaviour } from '../../../scripts/simulator/behaviour.ts';
import { startSimulator, type Simulator } from '../../../scripts/simulator/simulator.ts';
import { floodOf } from '../../../scripts/simulator/story/flood.ts';
import { createOrganisation } from '../../../scripts/simulator/story/organisation.ts';
import { Process, type Kill } from './process.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
export const interval = 5 * 60_000;

/** How long an event takes to reach the service when nothing holds it up, ms. */
export const promptly = 30_000;

/** A connector, of which every run is a process of its own; what it stores outlives them. */
export interface Contestant {
  run(process: Process): Promise<unknown>;
}

export type Entrant = (stage: Stage) => Contestant;

/** What came of a scenario. */
export interface Outcome {
  /** Events of the service that never got a row. */
  readonly lost: number;
  /** Rows beyond one of each event. */
  readonly doubled: number;
  /** Events with such rows of which none says that it may be a second copy. */
  readonly unmarked: number;
}

/** The simulator, and one connector that runs every five minutes. */
export class Stage {
  readonly simulator: Simulator;
  readonly #contestant: Contestant;
  readonly #sources: Readonly<Record<Stream, { at(index: number): unknown }>>;
  #made = 0;

  private constructor(simulator: Simulator, enter: Entrant) {
    this.simulator = simulator;
    const organisation = createOrganisation({ account: simulator.account.uuid, people: 50 });
    const sourceOf = (stream: Stream) => floodOf(organisation, stream, { from: start, spacing: 0 });
    this.#sources = {
      auditevents: sourceOf('auditevents'),
      itemusages: sourceOf('itemusages'),
      signinattempts: sourceOf('signinattempts'),
    };
    this.#contestant = enter(this);
  }

  static async open(enter: Entrant, behaviour: Partial<Behaviour> = {}): Promise<Stage> {
    const clock = { start, isFrozen: true };
    const simulator = await startSimulator({ clock, behaviour, rows: { inMemory: false } });
    return new Stage(simulator, enter);
  }

  /** One run, and the time until the next. */
  async tick(kill?: Kill): Promise<void> {
    const { clock } = this.simulator;
    const due = clock.now() + interval;
    const process = new Process(clock, kill);
    await Promise.race([this.#contestant.run(process), process.death]);
    clock.moveTo(Math.max(due, clock.now()));
  }

  /** Makes events known to the service now that happened a while ago (ms). */
  happen(
    count: number,
    { of = streams, age = promptly }: { of?: readonly Stream[]; age?: number } = {},
  ): void {
    const timestamp = new Date(this.simulator.clock.now() - age).toISOString();
    for (const stream of of) {
      const events = Array.from({ length: count }, () => {
        this.#made += 1;
        return { ...(this.#sources[stream].at(this.#made) as object), timestamp };
      });
      this.simulator.account.append(stream, events);
    }
  }

  outcome(): Outcome {
    const { missing, doubled } = this.simulator.ledger.count.compare();
    const surplus = doubled.map(({ rows, versions }) => rows - versions);
    return {
      lost: missing.length + this.simulator.unserved().length,
      doubled: surplus.reduce((sum, rows) => sum + rows, 0),
      unmarked: doubled.filter(({ resent }) => resent === 0).length,
    };
  }

  close(): Promise<void> {
    return this.simulator.stop();
  }
}
