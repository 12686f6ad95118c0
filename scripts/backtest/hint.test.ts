import { describe, expect, test } from 'vitest';
import { hintsFor } from './hint.ts';

const query = `// Fewer exports than this in a run are not reported.
let min_exports = 2;
// Who does this routinely, by id.
let export_actors = dynamic([]);
// Vaults that matter besides those of the watchlist.
let more_vaults = dynamic([]);
let window = 1h;
T`;

function counts(alerts: number, days: number, actors: readonly (readonly [string, string, number])[] = []) {
  return {
    alerts,
    days: Array.from({ length: days }, (_, i) => ({ day: String(i), alerts: 0, severities: {} })),
    actors: actors.map(([actor, uuid, own]) => ({ actor, uuid, alerts: own })),
  };
}

test('a rule that raises nothing has no hints', () => {
  expect(hintsFor(query, counts(0, 3, [['Alice', 'ALICE', 9]]))).toEqual([]);
});

describe('an actor behind many alerts', () => {
  test('is named with the constant that takes them', () => {
    expect(hintsFor(query, counts(4, 30, [['Alice', 'ALICE', 3]]))).toEqual([
      'Alice is behind 3 of 4 alerts. If that is routine, put "ALICE" into export_actors (now dynamic([])).',
    ]);
  });

  test('is asked about where there is no such constant, or no id', () => {
    const wanted = [
      'Alice is behind 3 of 4 alerts. Ask what they do, before anything is changed for everybody.',
    ];
    expect(hintsFor('T', counts(4, 30, [['Alice', 'ALICE', 3]]))).toEqual(wanted);
    expect(hintsFor(query, counts(4, 30, [['Alice', '', 3]]))).toEqual(wanted);
  });

  test('is not mentioned for a few alerts, or a small share of many', () => {
    expect(hintsFor(query, counts(2, 30, [['Alice', 'ALICE', 2]]))).toEqual([]);
    expect(hintsFor(query, counts(40, 30, [['Alice', 'ALICE', 9]]))).toEqual([]);
  });
});

describe('many alerts a day', () => {
  test('name thresholds and lists that are empty, with what they are for', () => {
    expect(hintsFor(query, counts(6, 3))).toEqual([
      '2.0 alerts a day. To have fewer, change min_exports (now 2; Fewer exports than this in a run are not reported).',
      'more_vaults is empty: Vaults that matter besides those of the watchlist.',
    ]);
  });

  test('begin at two', () => {
    expect(hintsFor(query, counts(5, 3))).toEqual([]);
  });
});
