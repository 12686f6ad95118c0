import type { Row } from '../../functions/src/core/row.generated.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { run } from './core-fakes/summary.ts';
import { World } from './core-fakes/world.ts';

export const minute = 60_000;
const hour = 60 * minute;
export const day = 24 * hour;

type Options = Parameters<World['tick']>[0];

/** A world that notes in which run its rows arrive. */
export class WatchedWorld extends World {
  readonly arrivals: { readonly row: Row; readonly at: number }[] = [];

  /** Runs as the timer starts them, every so many minutes for so many hours; gives the last summary. */
  async runFor(hours: number, options: Options = {}, everyMinutes = 5): Promise<Summary> {
    const end = this.clock.now() + hours * hour;
    let summary = await this.runNext(options, everyMinutes);
    while (this.clock.now() < end) summary = await this.runNext(options, everyMinutes);
    return summary;
  }

  async runNext(options: Options = {}, everyMinutes = 5): Promise<Summary> {
    const next = this.clock.now() + everyMinutes * minute;
    const before = this.ingestion.table.length;
    const summary = await run(this, options);
    const at = this.clock.now();
    this.arrivals.push(...this.ingestion.table.slice(before).map((row) => ({ row, at })));
    this.clock.advance(Math.max(0, next - this.clock.now()));
    return summary;
  }
}
