import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followToEnd, type Answer } from './long-running.ts';

const here = 'https://azure.example/resource';
const there = 'https://azure.example/status';
const result = 'https://azure.example/result';

function answer(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const all: Readonly<Record<string, string>> = { 'retry-after': '0', ...headers };
  return {
    status,
    headers: { get: (name) => all[name] },
    bodyAsText: body === undefined ? undefined : JSON.stringify(body),
  };
}

/** Follows the first answer with the others, which are given out in their order; tells who was asked. */
async function follow(method: string, first: Answer, ...others: readonly Answer[]) {
  const asked: string[] = [];
  const rest = [...others];
  const last = await followToEnd(first, { method, url: here }, (url) => {
    asked.push(url);
    const next = rest.shift();
    return next ? Promise.resolve(next) : Promise.reject(new Error('There is no answer left.'));
  });
  expect(rest).toEqual([]);
  return { asked, last: last.bodyAsText };
}

/** A resource that says how far it is. */
function state(provisioningState: string): Answer {
  return answer(201, { properties: { provisioningState } });
}

const running = answer(200, { status: 'Running' });
const done = answer(200, { status: 'Succeeded' });

describe('ends with', () => {
  test('the first answer, where nothing goes on', async () => {
    expect(await follow('POST', answer(200, 1))).toEqual({ asked: [], last: '1' });
    expect(await follow('DELETE', answer(204))).toEqual({ asked: [], last: undefined });
    const state = { properties: { provisioningState: 'Succeeded' } };
    expect(await follow('PUT', answer(201, state))).toMatchObject({ asked: [] });
    expect(await follow('PUT', answer(200, { properties: {} }))).toMatchObject({ asked: [] });
  });

  test('the result that the location leads to', async () => {
    const first = answer(202, undefined, { location: result });
    const waiting = answer(202);
    expect(await follow('POST', first, waiting, waiting, answer(200, 'changes'))).toEqual({
      asked: [result, result, result],
      last: '"changes"',
    });
  });

  test('the resource itself, where the status of a PUT says that it is there', async () => {
    const first = answer(201, {}, { 'azure-asyncoperation': there });
    expect(await follow('PUT', first, running, done, answer(200, 'it'))).toEqual({
      asked: [there, there, here],
      last: '"it"',
    });
  });

  test('the status, or the result, of what is no PUT', async () => {
    const status = { 'azure-asyncoperation': there };
    expect(await follow('DELETE', answer(202, undefined, status), running, done)).toMatchObject({
      asked: [there, there],
    });
    const both = answer(202, undefined, { ...status, location: result });
    expect(await follow('POST', both, done, answer(200, 'it'))).toEqual({
      asked: [there, result],
      last: '"it"',
    });
  });

  test('the resource once its own state is an end', async () => {
    expect(await follow('PUT', state('Creating'), state('Updating'), state('Succeeded'))).toMatchObject({
      asked: [here, here],
    });
  });
});

describe('throws the reason', () => {
  const error = { code: 'Taken', message: 'The name is taken.' };

  test.each([
    ['the first answer', [answer(409, { error })]],
    ['a poll', [answer(202, undefined, { location: result }), answer(409, { error })]],
    [
      'the status',
      [answer(202, {}, { 'azure-asyncoperation': there }), running, answer(200, { status: 'Failed', error })],
    ],
  ])('of %s', async (_, [first, ...others]) => {
    await expect(follow('POST', first as Answer, ...others)).rejects.toMatchObject(error);
  });

  test('of a cancelled operation, and of a resource that could not be made', async () => {
    const first = answer(202, {}, { 'azure-asyncoperation': there });
    await expect(follow('POST', first, answer(200, { status: 'Canceled', error }))).rejects.toMatchObject(
      error,
    );
    const made = answer(201, { properties: { provisioningState: 'Creating' } });
    const failed = answer(200, { properties: { provisioningState: 'Failed' } });
    await expect(follow('PUT', made, failed)).rejects.toMatchObject({ code: 'Operationfailed' });
  });
});

test('asks until the end, neither longer nor shorter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('Running', 'Accepted', 'Canceling', 'Updating'), { maxLength: 8 }),
      async (states) => {
        const first = answer(202, {}, { 'azure-asyncoperation': there });
        const { asked } = await follow(
          'POST',
          first,
          ...states.map((status) => answer(200, { status })),
          done,
        );
        expect(asked).toHaveLength(states.length + 1);
      },
    ),
  );
});

test('gives up when it is told to', async () => {
  const controller = new AbortController();
  const first = answer(202, undefined, { location: result, 'retry-after': '60' });
  const following = followToEnd(first, { method: 'POST', url: here }, () => Promise.resolve(done), {
    signal: controller.signal,
  });
  controller.abort();
  await expect(following).rejects.toThrow(/abort/i);
});
