import * as fc from 'fast-check';
import { streams, type Stream } from '../../../functions/src/core/stream.ts';
import { StoreError, type HttpResult } from '../../../functions/src/ports.ts';
import { error } from './fake-api.ts';
import { pathOf } from './fake-store.ts';
import type { KillMode } from './kill-switch.ts';
import type { World } from './world.ts';

/** Something that happens to a connector in its life. */
export type Step =
  | { readonly kind: 'events'; readonly stream: Stream; readonly count: number; readonly ageHours: number }
  | { readonly kind: 'repeated-event' | 'poisoned-event' | 'odd-event' | 'corrupt'; readonly stream: Stream }
  | { readonly kind: 'tick' | 'cursors-refused' | 'token-rotated' }
  | { readonly kind: 'killed-tick'; readonly at: number; readonly mode: KillMode }
  | { readonly kind: 'api-fault'; readonly fault: keyof typeof apiFaults; readonly times: number }
  | { readonly kind: 'ingestion-fault'; readonly fault: keyof typeof ingestionFaults; readonly times: number }
  | {
      readonly kind: 'store-fault';
      readonly operation: string;
      readonly isLate: boolean;
      readonly times: number;
    }
  | { readonly kind: 'features'; readonly features: readonly Stream[] }
  | { readonly kind: 'pause'; readonly minutes: number };

const noAnswer: HttpResult = { status: undefined, reason: 'the connection was cut' };

const apiFaults = {
  cut: noAnswer,
  'too-large': { status: undefined, reason: 'too large', isTooLarge: true },
  html: { status: 200, headers: {}, body: '<html></html>' },
  'half-json': { status: 200, headers: {}, body: '{"cursor":"abc","has_more":fal' },
  server: error(503, 'Service Unavailable'),
  limit: error(429, 'Too Many Requests'),
  'limit-with-time': error(429, 'Too Many Requests', { 'retry-after': '7' }),
  'long-limit': error(429, 'Too Many Requests', { 'retry-after': '900' }),
  unauthorized: error(401, 'Unauthorized'),
  forbidden: error(403, 'Forbidden'),
  'bad-request': error(400, 'Bad Request'),
  'not-found': { status: 404, headers: {}, body: '404 page not found' },
} satisfies Record<string, HttpResult>;

const ingestionFaults = {
  cut: { result: noAnswer, isTaken: false },
  'cut-after': { result: noAnswer, isTaken: true },
  server: { result: error(500, 'Internal'), isTaken: false },
  'server-after': { result: error(504, 'Gateway'), isTaken: true },
  limit: { result: error(429, 'Slow down', { 'retry-after': '3' }), isTaken: false },
  'too-large': { result: error(413, 'Too large'), isTaken: false },
  refused: { result: error(400, 'Bad'), isTaken: false },
  unauthorized: { result: error(401, 'Token'), isTaken: false },
  forbidden: { result: error(403, 'Role'), isTaken: false },
  'not-found': { result: error(404, 'Rule'), isTaken: false },
} as const;

const stream = fc.constantFrom(...streams);
const times = fc.integer({ min: 1, max: 8 });
const kinds = <T extends object>(faults: T) => fc.constantFrom(...(Object.keys(faults) as (keyof T)[]));

/** Ticks and events more often than mishaps. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('tick') }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('events'),
      stream,
      count: fc.integer({ min: 1, max: 25 }),
      ageHours: fc.constantFrom(0, 0, 0, 3, 200),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('repeated-event', 'poisoned-event', 'odd-event', 'corrupt'),
      stream,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('cursors-refused', 'token-rotated') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('killed-tick'),
      at: fc.integer({ min: 1, max: 60 }),
      mode: fc.constantFrom('killed-before', 'killed-after', 'throws-before', 'throws-after'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('api-fault'), fault: kinds(apiFaults), times }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('ingestion-fault'), fault: kinds(ingestionFaults), times }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('store-fault'),
      operation: fc.constantFrom('lock', 'read', 'write', 'append'),
      isLate: fc.boolean(),
      times: fc.integer({ min: 1, max: 15 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('features'), features: fc.subarray([...streams]) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pause'), minutes: fc.integer({ min: 1, max: 600 }) }),
  },
);

/** Gives the same answer so many times, then none. */
export function countdown<T>(count: number, value: T): () => T | undefined {
  let left = count;
  return () => (left-- > 0 ? value : undefined);
}

/** Lets a step happen, ticks apart. */
export function applyStep(
  world: World,
  step: Exclude<Step, { readonly kind: 'tick' | 'killed-tick' }>,
): void {
  const { api, ingestion, container, clock } = world;
  switch (step.kind) {
    case 'events':
      world.makeEvents(step.stream, step.count, step.ageHours * 3_600_000);
      break;
    case 'repeated-event': {
      const last = api.log[step.stream].at(-1);
      if (last) api.append(step.stream, [last.event]);
      break;
    }
    case 'poisoned-event':
      api.append(step.stream, [{ uuid: `POISON${clock.now()}`, timestamp: time(world), note: 'poison' }]);
      break;
    case 'odd-event':
      api.append(step.stream, [
        { uuid: `ODD${clock.now()}`, timestamp: 'yesterday', action: 7, big: 'x'.repeat(65_000) },
      ]);
      break;
    case 'corrupt': {
      const document = container.documents.get(pathOf('ACCOUNT', step.stream));
      if (document) document.text = document.text.slice(0, -9);
      break;
    }
    case 'cursors-refused':
      api.generation += 1;
      break;
    case 'token-rotated':
      world.token = `${world.token}x`;
      break;
    case 'api-fault':
      api.fault = countdown<HttpResult>(step.times, apiFaults[step.fault]);
      break;
    case 'ingestion-fault':
      ingestion.fault = withPoison(countdown(step.times, ingestionFaults[step.fault]));
      break;
    case 'store-fault': {
      const next = countdown(step.times, true);
      const fault = (operation: string): void => {
        if (operation === step.operation && next())
          throw new StoreError('unreachable', 'The storage does not answer');
      };
      if (step.isLate) container.lateFault = fault;
      else container.fault = fault;
      break;
    }
    case 'features':
      api.features = step.features;
      break;
    case 'pause':
      clock.advance(step.minutes * 60_000);
  }
}

/** The world without faults, except that poisoned rows stay poisoned. */
export function heal({ api, ingestion, container }: World): void {
  api.fault = () => undefined;
  api.features = streams;
  ingestion.fault = withPoison(() => undefined);
  container.fault = () => undefined;
  container.lateFault = () => undefined;
}

type Fault = World['ingestion']['fault'];

function withPoison(fault: Fault): Fault {
  return (rows, bytes) => {
    const isPoisoned = rows.some((row) => JSON.stringify(row.additional_fields)?.includes('"note":"poison"'));
    return fault(rows, bytes) ?? (isPoisoned ? { result: error(400, 'Bad row'), isTaken: false } : undefined);
  };
}

function time({ clock }: World): string {
  return new Date(clock.now()).toISOString();
}
