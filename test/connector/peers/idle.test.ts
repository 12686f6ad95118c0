import { expect, test } from 'vitest';
import { enterOurs } from './ours.ts';
import { Stage } from './stage.ts';

test('a run that finds nothing costs four requests to the Events API and one call of ingestion', async () => {
  const stage = await Stage.open(enterOurs);
  try {
    stage.happen(3);
    await stage.tick();
    stage.simulator.ledger.clear();
    await stage.tick();
    const requests = stage.simulator.ledger.requests.map(({ service, endpoint }) => `${service} ${endpoint}`);
    expect(requests.sort()).toEqual([
      'events auditevents',
      'events introspect',
      'events itemusages',
      'events signinattempts',
      'ingestion rows',
    ]);
  } finally {
    await stage.close();
  }
});
