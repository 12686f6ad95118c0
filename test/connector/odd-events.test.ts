import { describe, expect, test } from 'vitest';
import { StoreError, type HttpResult } from '../../functions/src/ports.ts';
import { marksOf } from './core-fakes/ledger.ts';
import { reportOf, run } from './core-fakes/summary.ts';
import { World } from './core-fakes/world.ts';

const options = { streams: ['auditevents'] } as const;
const timestamp = '2026-03-01T11:59:00Z';

/** One page that holds these items, as JSON text. */
function serving(items: string): World {
  const world = new World();
  let isServed = false;
  world.api.fault = ({ path }): HttpResult | undefined => {
    if (path === 'introspect' || isServed) return undefined;
    isServed = true;
    return {
      status: 200,
      headers: {},
      body: `{"cursor":"${btoa('[0,"auditevents",0,10,null]')}","has_more":false,"items":[${items}]}`,
    };
  };
  return world;
}

describe('an event', () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const wide = JSON.stringify(
    Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}`, 'x'.repeat(20_000)])),
  );
  const base = `"uuid":"U","timestamp":"${timestamp}"`;

  test.each([
    ['with a field of 70 kB', `{${base},"aux_info":"${'x'.repeat(70_000)}"}`, 'truncated'],
    ['of 1.2 MB', `{${base},"details":${wide},"aux_info":"y"}`, 'truncated'],
    ['of 5 MB', `{${base},"aux_info":"${'ü'.repeat(2_500_000)}"}`, 'truncated'],
    ['nested 20,000 deep', `{${base},"news":${deep}}`, 'too-deep'],
    ['without an id', `{"timestamp":"${timestamp}","action":"join"}`, 'no-uuid'],
    ['with an unreadable time', `{"uuid":"U","timestamp":"yesterday"}`, 'no-timestamp'],
    ['that is a text', '"text"', 'not-an-object'],
    ['that is null', 'null', 'not-an-object'],
  ])('%s is kept whole in the dead letters and stands in the table', async (_name, item, reason) => {
    const world = serving(`{"uuid":"OTHER","timestamp":"${timestamp}"},${item}`);
    const summary = await run(world, options);
    expect(reportOf(summary)).toMatchObject({
      state: 'ok',
      events: 2,
      ingested: 2,
      deadLetters: 1,
      checkpointed: true,
    });
    const [{ line = '', path = '' } = {}] = world.container.deadLetters;
    expect(line.endsWith(`"event":${item}}`)).toBe(true);
    expect(line.startsWith(`{"reason":"${reason}","when":"`)).toBe(true);
    const row = world.ingestion.events.at(-1);
    expect(row).toMatchObject({ log_source: 'auditevents' });
    expect(row && marksOf(row)['deadLetter']).toBe(path);
  });

  test.each([
    ['with half a surrogate pair', String.raw`{"uuid":"U","timestamp":"${timestamp}","aux_info":"a\ud800b"}`],
    [
      'with control characters',
      String.raw`{"uuid":"U","timestamp":"${timestamp}","aux_info":"\u0000\u001f"}`,
    ],
    [
      'with a long name',
      `{"uuid":"U","timestamp":"${timestamp}","actor_details":{"name":"${'n'.repeat(1_000)}"}}`,
    ],
  ])('%s is a row as it is', async (_name, item) => {
    const world = serving(item);
    await run(world, options);
    expect(world.container.deadLetters).toEqual([]);
    const {
      uuid_s: _id,
      log_source: _source,
      additional_fields: _more,
      ...row
    } = world.ingestion.events[0] ?? {};
    const { uuid: _uuid, ...event } = JSON.parse(item) as Record<string, unknown>;
    expect(row).toEqual(event);
  });

  test('with a number beyond 2^53 keeps its digits, in the row and in the dead letter', async () => {
    const world = serving(
      `{"uuid":"U","timestamp":"${timestamp}","aux_id":12345678901234567890,"aux_info":"${'x'.repeat(70_000)}"}`,
    );
    await run(world, options);
    expect(marksOf(world.ingestion.events[0] ?? {})['auxId']).toBe('12345678901234567890');
    expect(world.container.deadLetters[0]?.line).toContain('"aux_id":12345678901234567890,');
  });

  test('that cannot be kept is not acknowledged', async () => {
    const world = serving('"text"');
    world.container.fault = (operation) => {
      if (operation === 'append') throw new StoreError('unreachable', 'the storage account is full');
    };
    const summary = await run(world, options);
    expect(reportOf(summary)).toMatchObject({
      state: 'error',
      reason: 'checkpoint-unreachable',
      checkpointed: false,
    });
    expect(world.ingestion.events).toEqual([]);
    expect(summary.diagnosis?.code).toBe('checkpoint-store-unreachable');
  });
});
