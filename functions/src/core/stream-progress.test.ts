import { expect, test } from 'vitest';
import { gapOf, StreamProgress } from './stream-progress.ts';

test('a stream that did nothing yet was not done in time', () => {
  expect(new StreamProgress().report(0)).toEqual({
    state: 'error',
    reason: 'internal',
    message: 'The stream was not done in time.',
    pages: 0,
    events: 0,
    ingested: 0,
    checkpointed: false,
    bytes: 0,
    compressedBytes: 0,
    duplicates: 0,
    conflicts: 0,
    deadLetters: 0,
    refusedStubs: 0,
    truncated: 0,
    dropped: 0,
    resent: 0,
    requests: 0,
    retries: 0,
    waitedMs: 0,
    ingestRequests: 0,
    ingestRetries: 0,
    ingestWaitedMs: 0,
    lagSeconds: null,
    backlog: 0,
    lastEventTime: null,
    checkpointAgeSeconds: null,
    httpStatus: null,
    unknownFields: [],
    unknownValues: [],
    gap: null,
    backfill: null,
  });
});

const counts = [
  'pages',
  'events',
  'ingested',
  'bytes',
  'compressedBytes',
  'duplicates',
  'conflicts',
  'deadLetters',
  'refusedStubs',
  'truncated',
  'dropped',
  'resent',
  'requests',
  'retries',
  'waitedMs',
  'ingestRequests',
  'ingestRetries',
  'ingestWaitedMs',
] as const;

test.each(counts)('%s are counted, one at a time or more', (name) => {
  const progress = new StreamProgress();
  progress.add(name);
  progress.add(name, 6);
  expect(progress.count(name)).toBe(7);
  const report = progress.report(0);
  expect(counts.filter((other) => report[other] !== 0)).toEqual([name]);
  expect(report[name]).toBe(7);
});

test('the first end counts, remarks come behind it, and a qualified end is none without fault', () => {
  const progress = new StreamProgress();
  progress.remark('First.');
  progress.qualify('stalled', 'cursor-reset', 'Second.');
  progress.qualify('error', 'internal', 'Third.');
  progress.end('ok', 'idle', '');
  progress.end('error', 'api-unavailable', 'Too late.');
  expect(progress.report(0)).toMatchObject({
    state: 'stalled',
    reason: 'cursor-reset',
    message: 'First. Second. Third.',
  });
});

test('an end with a fault is not qualified, and a long message is cut', () => {
  const progress = new StreamProgress();
  progress.qualify('stalled', 'cursor-reset', 'Second.');
  progress.remark('word '.repeat(400));
  progress.end('error', 'api-unavailable', 'Down.');
  const { state, reason, message } = progress.report(0);
  expect([state, reason]).toEqual(['error', 'api-unavailable']);
  expect(message).toMatch(/^Down\. Second\. word .* word$/);
  // What is left of a thousand, less a word.
  expect(message.length).toBe(998);
  const single = new StreamProgress();
  single.end('ok', 'idle', 'a '.repeat(800));
  expect(single.report(0).message).toHaveLength(999);
  const shifted = new StreamProgress();
  shifted.end('ok', 'idle', `x${'a '.repeat(800)}`);
  expect(shifted.report(0).message).toHaveLength(1_000);
});

test('what else is known stands in the report', () => {
  const progress = new StreamProgress();
  progress.isCheckpointed = true;
  progress.hasMore = true;
  progress.httpStatus = 503;
  progress.lastEventTime = '2026-03-01T12:00:00Z';
  progress.savedAt = 10_000;
  progress.gap = gapOf(undefined, 0);
  progress.backfill = { from: 'a', to: 'b', isDone: true, events: 1, message: 'Done.' };
  for (const lag of [1_400, 1_600, 900]) progress.noteLag(lag);
  expect(progress.report(12_600)).toMatchObject({
    checkpointed: true,
    backlog: 1,
    httpStatus: 503,
    lastEventTime: '2026-03-01T12:00:00Z',
    checkpointAgeSeconds: 3,
    gap: { from: null, to: '1970-01-01T00:00:00.000Z' },
    backfill: { from: 'a', to: 'b', isDone: true, events: 1, message: 'Done.' },
    lagSeconds: { median: 1, p95: 2, maximum: 2 },
  });
  expect(progress.report(9_000).checkpointAgeSeconds).toBe(0);
  expect(progress.report(9_010_000).checkpointAgeSeconds).toBe(9_000);
  expect([progress.savedInThisRun, progress.hasReachedEnd]).toEqual([false, false]);
  expect(gapOf(0, 1_000).from).toBe('1970-01-01T00:00:00.000Z');
});

test('lists and lags are bounded', () => {
  const progress = new StreamProgress();
  const names = Array.from({ length: 30 }, (_, i) => `${i}-${'n'.repeat(80)}`);
  progress.noteUnknown(names, names);
  progress.noteUnknown(['0'], ['0']);
  for (let i = 0; i < 4_001; i += 1) progress.noteLag(i === 4_000 ? 9_000_000 : 1_000);
  const { unknownFields, unknownValues, lagSeconds } = progress.report(0);
  expect(unknownFields).toEqual(names.slice(0, 20).map((name) => name.slice(0, 60)));
  expect(unknownValues).toEqual(names.slice(0, 20));
  expect(lagSeconds?.maximum).toBe(1);
  const full = new StreamProgress();
  for (let i = 0; i < 4_000; i += 1) full.noteLag(i === 3_999 ? 9_000_000 : 1_000);
  expect(full.report(0).lagSeconds?.maximum).toBe(9_000);
});
