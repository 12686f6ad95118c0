import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoryEvent } from '../../scripts/simulator/story/story-event.ts';
import type { ResultRow } from '../../scripts/workbook-run/result.ts';
import { comparable } from './comparable.ts';
import { deedOf } from './deed.ts';
import { signInOf } from './happening.ts';
import { now, rowOf } from './story-rows.ts';
import { distanceBetween, journeysOf } from './travel-reference.ts';
import { hour, look } from './workspace.ts';

const ada = { uuid: 'ADA', name: 'Ada', email: 'ada@example.com' };
const bo = { uuid: 'BO', name: 'Bo', email: 'bo@example.com' };

type Point = readonly [latitude: number, longitude: number];
const toronto: Point = [43.7, -79.4];
const berlin: Point = [52.5, 13.4];

function at(who: typeof ada, place: Point | undefined, hoursAgo: number, more: object = {}): StoryEvent {
  const location = place
    ? { city: 'somewhere', latitude: place[0], longitude: place[1] }
    : { city: 'somewhere' };
  return signInOf(who, { location, ...more }, now - hoursAgo * hour);
}

function travelsOf(events: readonly StoryEvent[], chosen = {}): readonly ResultRow[] {
  return comparable(look(events.map(rowOf), { PickedPerson: ada.uuid, ...chosen }).show('user.ip.3'));
}

const distances = (events: readonly StoryEvent[]) => travelsOf(events).map(({ Distance }) => Distance);

describe('WB-11: the way between sign-ins', () => {
  it('is that of one person: the journeys of two who take turns are not mixed', () => {
    const events = [at(ada, toronto, 4), at(bo, berlin, 3), at(ada, toronto, 2), at(bo, berlin, 1)];
    expect(distances(events)).toEqual([0, null]);
  });

  it('skips sign-ins without coordinates, which are no place off Africa', () => {
    expect(distances([at(ada, toronto, 4), at(ada, undefined, 3), at(ada, toronto, 2)])).toEqual([0, null]);
    expect(distances([at(ada, [0, 0], 4), at(ada, [0, 1], 2)])).toEqual([111.2, null]);
  });

  it('goes by id where two happened at the same time, and marks that it cannot be', () => {
    const events = [at(ada, toronto, 2), at(ada, berlin, 2)];
    const [second, first] = travelsOf(events);
    expect(travelsOf(events.toReversed())).toEqual([second, first]);
    expect(first).toMatchObject({ Distance: null, Hours: null, Speed: null, Note: '' });
    expect(second).toMatchObject({ Hours: 0, Speed: null, Note: 'over 900 km/h' });
  });

  it('is unknown for the first and only one', () => {
    expect(distances([at(ada, toronto, 2)])).toEqual([null]);
  });

  it('is short across the antimeridian, and half the earth to the other side', () => {
    expect(distances([at(ada, [-17, 179.5], 4), at(ada, [-17, -179.5], 2)])).toEqual([106.3, null]);
    expect(distances([at(ada, [0, 0], 50), at(ada, [0, 180], 2)])).toEqual([20_015.1, null]);
  });

  it('counts successful sign-ins only', () => {
    const failed = { category: 'credentials_failed', type: 'password_secret_bad' };
    expect(distances([at(ada, toronto, 4), at(ada, berlin, 3, failed), at(ada, toronto, 2)])).toEqual([
      0,
      null,
    ]);
  });

  it('is in miles where miles are chosen, the mark included', () => {
    const events = [at(ada, toronto, 3), at(ada, berlin, 2)];
    const [km] = travelsOf(events);
    const [miles] = travelsOf(events, { Unit: 'miles' });
    expect(km).toMatchObject({ Note: 'over 900 km/h' });
    expect(miles).toMatchObject({ Note: 'over 900 km/h' });
    expect(Number(miles?.['Distance']) / Number(km?.['Distance'])).toBeCloseTo(0.621371, 4);
    expect(Number(miles?.['Speed']) / Number(km?.['Speed'])).toBeCloseTo(0.621371, 3);
  });

  it('is as spherical geometry has it, wherever people are', () => {
    const point = fc.tuple(degrees(90), degrees(180));
    const stop = fc.record({
      who: fc.constantFrom(ada, bo),
      place: fc.option(point, { nil: undefined }),
      hours: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(stop, { minLength: 1, maxLength: 8 }), (stops) => {
        const events = stops.map(({ who, place, hours }) => at(who, place, hours));
        const own = events.map(deedOf).filter(({ person }) => person === ada.uuid);
        const expected = journeysOf(own).toReversed();
        const found = travelsOf(events);
        expect(found.map(timeAndNote)).toEqual(expected.map(timeAndNote));
        for (const [i, row] of found.entries()) {
          // Rounding may fall to either side.
          expect(Math.abs(Number(row['Distance']) - Number(expected[i]?.['Distance']))).toBeLessThan(0.2);
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** As fine as the place of an address is told, 11 m: of far less, the square is nothing to a double. */
function degrees(limit: number): fc.Arbitrary<number> {
  return fc.integer({ min: -limit * 10_000, max: limit * 10_000 }).map((steps) => steps / 10_000);
}

function timeAndNote({ Time, Note, Hours, Distance }: ResultRow): unknown[] {
  return [Time, Note, Hours, Distance === null];
}

it('the reference knows a well-known distance', () => {
  // Berlin to Toronto, about 6,470 km.
  expect(distanceBetween(toronto, berlin)).toBeGreaterThan(6400);
  expect(distanceBetween(toronto, berlin)).toBeLessThan(6550);
});
