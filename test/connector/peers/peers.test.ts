import { beforeAll, describe, expect, test } from 'vitest';
import { streams } from '../../../functions/src/core/stream.ts';
import { compareConnectors, comparisonTable, type Comparison, type EntrantName } from './comparison.ts';
import { scenarios } from './scenarios.ts';

let comparison: Comparison;
beforeAll(async () => {
  comparison = await compareConnectors();
}, 120_000);

/** Events of one page of each stream: what a crash may at most repeat. */
const pages = streams.length * 1_000;

/** Where nobody can know whether rows were taken, sending them again is right. */
const mayDouble = new Set([
  'the process ends between sending and saving its position',
  'ingestion takes rows and its answer is lost',
]);

/** By connector: scenarios in which it loses events, and in which it writes them twice. */
const defects: Readonly<
  Record<Exclude<EntrantName, 'this connector'>, { loses: readonly string[]; doubles: readonly string[] }>
> = {
  'the earlier function': {
    loses: [
      'the process ends between fetching and sending',
      'the Events API answers 429',
      'ingestion answers 413 to a call',
      'ingestion answers 503 for a while',
      'no run for three hours',
      'a burst of several pages',
    ],
    doubles: ['the API delivers every tenth event twice'],
  },
  'windows of time': {
    loses: [
      'item usages that arrive 15 minutes and a day late',
      'events of one moment on both sides of the edge of a page, and of a run',
    ],
    doubles: [
      'the process ends between sending and saving its position',
      'the Events API answers 500 to a second page, five times',
      'ingestion takes rows and its answer is lost',
      'the API delivers every tenth event twice',
    ],
  },
};

describe('this connector beside what came before it', () => {
  test.each(scenarios)('$name: nothing is lost, and what comes twice says so', ({ name }) => {
    const { lost, doubled, unmarked } = outcomeOf(name, 'this connector');
    expect({ lost, unmarked }).toEqual({ lost: 0, unmarked: 0 });
    expect(doubled).toBeLessThanOrEqual(mayDouble.has(name) ? pages : 0);
  });

  for (const [peer, { loses, doubles }] of Object.entries(defects)) {
    test(`the scenarios show what is wrong with ${peer}, and nothing else`, () => {
      expect({ loses: scenariosIn(peer, 'lost'), doubles: scenariosIn(peer, 'doubled') }).toEqual({
        loses,
        doubles,
      });
    });
  }

  test('the table in figures', async () => {
    await expect(comparisonTable(comparison)).toMatchFileSnapshot('outcome.md');
  });
});

function scenariosIn(peer: string, what: 'lost' | 'doubled'): readonly string[] {
  return scenarios.map(({ name }) => name).filter((name) => outcomeOf(name, peer as EntrantName)[what] > 0);
}

function outcomeOf(scenario: string, name: EntrantName) {
  const outcomes = comparison.get(scenario);
  if (outcomes === undefined) throw new Error(`"${scenario}" was not played`);
  return outcomes[name];
}
