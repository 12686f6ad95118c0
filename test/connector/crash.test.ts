import { describe, expect, test } from 'vitest';
import { streams } from '../../functions/src/core/stream.ts';
import type { KillMode } from './core-fakes/kill-switch.ts';
import { balance } from './core-fakes/ledger.ts';
import { World } from './core-fakes/world.ts';

const pageSize = 10;
const interval = 5 * 60_000;
const modes: readonly KillMode[] = ['killed-before', 'killed-after', 'throws-before', 'throws-after'];

/** What stands before the run that is stopped. */
const situations: Readonly<Record<string, (world: World) => Promise<void>>> = {
  'the first run': async (world) => fill(world, 1),
  'a later run': async (world) => {
    fill(world, 0);
    await world.tick({ pageSize });
    world.clock.advance(interval);
    fill(world, 1);
  },
};

describe('a run that is stopped at any call to the outside', () => {
  for (const [situation, prepare] of Object.entries(situations)) {
    for (const mode of modes) {
      test(`${situation}, ${mode}: nothing is lost, at most a page of each stream comes twice`, async () => {
        let points = 0;
        for (let at = 1; ; at += 1) {
          const world = new World();
          await prepare(world);
          await world.tick({ pageSize, kill: { at, mode } });
          const wasReached = world.calls >= at;
          await settle(world);
          const found = balance(world);
          expect({ at, ...found, doubled: undefined }).toEqual({ at, lost: [], unmarked: [] });
          for (const stream of streams) expect(found.doubled[stream]).toBeLessThanOrEqual(pageSize);
          if (!wasReached) break;
          points = at;
        }
        console.log(`${situation}, ${mode}: ${points} points`);
        expect(points).toBeGreaterThan(30);
      });
    }
  }

  test('twice in a row, at every pair of a few points', async () => {
    let pairs = 0;
    for (let first = 3; first <= 45; first += 3) {
      for (let second = 2; second <= 45; second += 5) {
        const world = new World();
        fill(world, 1);
        await world.tick({ pageSize, kill: { at: first, mode: 'killed-after' } });
        world.clock.advance(interval);
        fill(world, 2);
        await world.tick({ pageSize, kill: { at: second, mode: 'killed-after' } });
        await settle(world);
        const found = balance(world);
        expect({ first, second, lost: found.lost, unmarked: found.unmarked }).toEqual({
          first,
          second,
          lost: [],
          unmarked: [],
        });
        for (const stream of streams) expect(found.doubled[stream]).toBeLessThanOrEqual(2 * pageSize);
        pairs += 1;
      }
    }
    console.log(`${pairs} pairs`);
  });
});

/** A few pages, a page that is not full, an event that must be cut, and one late by a day. */
function fill(world: World, round: number): void {
  world.makeEvents('auditevents', 24);
  world.makeEvents('itemusages', 11);
  world.makeEvents('itemusages', 1, 86_400_000);
  const timestamp = new Date(world.clock.now()).toISOString();
  world.api.append('signinattempts', [
    { uuid: `BIG${round}`, timestamp, details: { value: 'x'.repeat(70_000) } },
  ]);
}

/** Runs, with new events in between, until everything is there. */
async function settle(world: World): Promise<void> {
  for (let run = 0; run < 3; run += 1) {
    world.clock.advance(interval);
    if (run === 0) world.makeEvents('auditevents', 3);
    await world.tick({ pageSize });
  }
}
