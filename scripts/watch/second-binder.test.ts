import { EventEmitter, once } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { Binder, QueryAnalysis } from '../kql/analyze.ts';
import { noFacts } from '../kql/facts.ts';
import { rememberAnswers } from './memory.ts';
import { bindTogether, secondBinder } from './second-binder.ts';

const schema = { tables: [], functions: [] };
const analysis = (name: string): QueryAnalysis => ({
  columns: [{ name, type: 'long' }],
  problems: [],
  facts: noFacts(),
});
const questions = Array.from({ length: 12 }, (_, i) => ({ query: `q${i}`, schema }));

/** A memory that writes down what was bound here. */
function memory() {
  const here: string[] = [];
  const bind: Binder = (query) => {
    here.push(query);
    return analysis(query);
  };
  return { here, remembered: rememberAnswers(bind, () => bind) };
}

test('every query is bound by one of the two, and known then', async () => {
  const { here, remembered } = memory();
  const there: string[] = [];
  await bindTogether(questions, remembered, async (query) => {
    there.push(query);
    await new Promise((resolve) => void setImmediate(resolve));
    return analysis(query);
  });
  expect(new Set([...here, ...there])).toEqual(new Set(questions.map(({ query }) => query)));
  expect(Math.min(here.length, there.length)).toBeGreaterThan(1);
  for (const { query } of questions) {
    expect(remembered.knows(query, schema)).toBe(true);
    expect(remembered.bind(query, schema)).toEqual(analysis(query));
  }
  // Of what is left at the end neither waits for the other: one question may be asked of both.
  expect(here.length + there.length).toBeLessThanOrEqual(questions.length + 1);
});

test('nothing more is bound when the signal comes', async () => {
  const { here, remembered } = memory();
  const ending = new AbortController();
  const there: string[] = [];
  const other = async (query: string): Promise<QueryAnalysis> => {
    there.push(query);
    await new Promise((resolve) => void setImmediate(resolve));
    if (there.length === 3) ending.abort();
    return analysis(query);
  };
  await bindTogether(questions, remembered, other, { signal: ending.signal });
  expect(here.length + there.length).toBeLessThan(questions.length);
  // What was asked is answered, and stays known.
  for (const query of there) expect(remembered.knows(query, schema)).toBe(true);
});

test('what the other one cannot tell is bound here when it is asked', async () => {
  const { here, remembered } = memory();
  await bindTogether(questions, remembered, async () => undefined);
  for (const { query } of questions) expect(remembered.bind(query, schema)).toEqual(analysis(query));
  expect(here.toSorted()).toEqual(questions.map(({ query }) => query).toSorted());
});

test('few queries, and those that are known, are not asked for', async () => {
  const { here, remembered } = memory();
  for (const { query } of questions.slice(3)) remembered.bind(query, schema);
  here.splice(0);
  await bindTogether(questions, remembered, async () => expect.unreachable());
  expect(here).toEqual(['q2', 'q1', 'q0']);
});

test('nobody waits for a question that the other one has not begun with', async () => {
  const { here, remembered } = memory();
  const asked: string[] = [];
  const first = new EventEmitter();
  const other = async (query: string): Promise<QueryAnalysis> => {
    asked.push(query);
    await once(asked.length === 1 ? first : new EventEmitter(), 'answer');
    return analysis(query);
  };
  const bound = bindTogether(questions, remembered, other);
  await vi.waitFor(() => expect(here).toContain('q1'));
  expect(here).not.toContain('q0');
  first.emit('answer');
  await bound;
  expect(remembered.knows('q0', schema)).toBe(true);
});

test('something else is done first, while the other one begins, and ends with the signal', async () => {
  const { here, remembered } = memory();
  const ending = new AbortController();
  const order: string[] = [];
  const steps = function* (): Generator<void> {
    for (let i = 0; i < 3; i++) {
      if (i === 2) ending.abort();
      order.push(`step ${i}`);
      yield;
    }
    order.push('not reached');
  };
  const other = async (query: string): Promise<QueryAnalysis> => {
    order.push(query);
    return analysis(query);
  };
  await bindTogether(questions, remembered, other, { steps: steps(), signal: ending.signal });
  expect(order.indexOf('step 0')).toBe(order.indexOf('q2') + 1);
  expect(order.at(-1)).not.toBe('not reached');
  expect(order).toContain('step 2');
  expect(here).toEqual([]);
});

test('the other process is started when it can be, and a new one takes its place in time', async () => {
  const started: { killed: boolean }[] = [];
  let canStart = false;
  const second = secondBinder(() => {
    if (!canStart) return undefined;
    const process = { killed: false };
    started.push(process);
    return { analyze: async (query) => analysis(query), kill: () => void (process.killed = true) };
  });
  expect(await second.ask('q', schema)).toBeUndefined();
  canStart = true;
  expect(await second.ask('q', schema)).toEqual(analysis('q'));
  for (let i = 0; i < 2500; i++) await second.ask('q', schema);
  expect(started.map(({ killed }) => killed)).toEqual([true, false]);
  second.close();
  expect(started.at(-1)?.killed).toBe(true);
});
