import type { Behaviour } from '../../../scripts/simulator/behaviour.ts';
import { interval, promptly, type Stage } from './stage.ts';

/** Something that happens to a connector that has been running. */
export interface Scenario {
  readonly name: string;
  readonly behaviour?: Partial<Behaviour>;
  play(stage: Stage): Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;

export const scenarios: readonly Scenario[] = [
  {
    name: 'a quiet working day',
    async play(stage) {
      for (let at = 0; at < 8 * hour; at += interval) {
        if (at % (20 * minute) === 0) stage.happen(2);
        await stage.tick();
      }
    },
  },
  {
    name: 'item usages that arrive 15 minutes and a day late',
    async play(stage) {
      stage.happen(20, { of: ['itemusages'], age: 15 * minute });
      stage.happen(5, { of: ['itemusages'], age: 24 * hour });
      await stage.tick();
    },
  },
  {
    name: 'events of one moment on both sides of the edge of a page, and of a run',
    async play(stage) {
      stage.happen(1_005, { of: ['signinattempts'] });
      await stage.tick();
      // The same moment as before: known to the service only now.
      stage.happen(5, { of: ['signinattempts'], age: interval + promptly });
      await stage.tick();
    },
  },
  {
    name: 'the process ends between fetching and sending',
    async play(stage) {
      stage.happen(40);
      await stage.tick('before-sending');
    },
  },
  {
    name: 'the process ends between sending and saving its position',
    async play(stage) {
      stage.happen(40, { of: ['auditevents'] });
      await stage.tick('after-sending');
    },
  },
  {
    name: 'the Events API answers 429',
    async play(stage) {
      stage.happen(40);
      const { faults } = stage.simulator;
      const headers = { 'retry-after': '30' };
      faults.add({ endpoint: 'auditevents', action: { kind: 'status', status: 429, headers } });
      await stage.tick();
    },
  },
  {
    name: 'the Events API answers 500 to a second page, five times',
    async play(stage) {
      stage.happen(1_400, { of: ['auditevents'] });
      const action = { kind: 'status', status: 500 } as const;
      stage.simulator.faults.add({ endpoint: 'auditevents', skip: 1, times: 5, action });
      await stage.tick();
    },
  },
  {
    name: 'ingestion answers 413 to a call',
    async play(stage) {
      stage.happen(40);
      refuseRows(stage, 413, 1);
      await stage.tick();
    },
  },
  {
    name: 'ingestion answers 503 for a while',
    async play(stage) {
      stage.happen(40);
      refuseRows(stage, 503, 3);
      await stage.tick();
    },
  },
  {
    name: 'ingestion takes rows and its answer is lost',
    async play(stage) {
      stage.happen(40, { of: ['auditevents'] });
      stage.simulator.faults.add({ service: 'ingestion', action: { kind: 'lost-answer' } });
      await stage.tick();
    },
  },
  {
    name: 'no run for three hours',
    async play(stage) {
      for (let at = 0; at < 3 * hour; at += interval) {
        stage.happen(15);
        stage.simulator.clock.advance(interval);
      }
      await stage.tick();
    },
  },
  {
    name: 'a burst of several pages',
    async play(stage) {
      stage.happen(2_500, { of: ['auditevents'] });
      await stage.tick();
    },
  },
  {
    name: 'the API delivers every tenth event twice',
    behaviour: { duplicateEvery: 10 },
    async play(stage) {
      stage.happen(100);
      await stage.tick();
    },
  },
];

function refuseRows(stage: Stage, status: number, times: number): void {
  stage.simulator.faults.add({ service: 'ingestion', times, action: { kind: 'status', status } });
}
