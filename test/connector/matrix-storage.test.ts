import { describe, expect, test } from 'vitest';
import type { DiagnosisCode } from '../../functions/src/core/diagnosis.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { StoreError } from '../../functions/src/ports.ts';
import {
  counting,
  expectSound,
  expectTold,
  manyEvents,
  pageSize,
  recover,
  startedWorld,
  type Hit,
} from './core-fakes/cell.ts';
import { reportOf, run } from './core-fakes/summary.ts';
import type { World } from './core-fakes/world.ts';

type Operation = 'lock' | 'read' | 'write' | 'append';
type Kind = StoreError['kind'] | 'late';

interface Cell {
  readonly operation: Operation;
  readonly kind: Kind;
  readonly hit: Hit;
  /** Of the stream that has events. */
  readonly state: string | undefined;
  readonly code: DiagnosisCode | null;
}

const both = [false, true];

/** The state of the run is read first, then the positions of the three streams. */
const reads = [1, 2, 3, 4].flatMap((at) =>
  both.map((isLasting): Cell => {
    const isOwn = at === 2;
    const state = at === 1 || isOwn ? 'error/checkpoint-unreachable' : 'ok/caught-up';
    return {
      operation: 'read',
      kind: 'unreachable',
      hit: { at, isLasting },
      state,
      code: 'checkpoint-store-unreachable',
    };
  }),
);

/** Two for each of four pages, before its upload and behind it, and one for the state of the run. */
const writes = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((at) =>
  (['unreachable', 'late', 'conflict', 'lease-lost'] as const).flatMap((kind) =>
    both.map((isLasting): Cell => {
      const isRunState = at === 9;
      const isRepeated = kind === 'late' || (kind === 'unreachable' && !isLasting);
      const isFine = isRunState || isRepeated;
      const isLost = kind !== 'unreachable';
      const state = isLost ? 'error/lock-lost' : 'error/checkpoint-unreachable';
      return {
        operation: 'write',
        kind,
        hit: { at, isLasting },
        state: isFine ? 'ok/caught-up' : state,
        code: isFine ? null : isLost ? 'another-run-active' : 'checkpoint-store-unreachable',
      };
    }),
  ),
);

const locks = (['unreachable', 'lease-taken'] as const).flatMap((kind) =>
  both.map((isLasting): Cell => ({
    operation: 'lock',
    kind,
    hit: { at: 1, isLasting },
    state: kind === 'unreachable' ? 'error/checkpoint-unreachable' : undefined,
    code: kind === 'unreachable' ? 'checkpoint-store-unreachable' : 'another-run-active',
  })),
);

const appends = (['unreachable', 'late', 'lease-lost'] as const).flatMap((kind) =>
  both.map((isLasting): Cell => ({
    operation: 'append',
    kind,
    hit: { at: 1, isLasting },
    state: 'error/checkpoint-unreachable',
    code: 'checkpoint-store-unreachable',
  })),
);

const table = [...locks, ...reads, ...writes, ...appends];

function expectNothingDone(summary: Summary): void {
  expect(summary).toMatchObject({ outcome: 'degraded', streams: {}, health: { rows: 0 } });
}

function expectState(world: World, summary: Summary, cell: Omit<Cell, 'kind'>): void {
  const { operation, hit, state, code } = cell;
  const report = reportOf(summary);
  expect(`${report.state}/${report.reason}`).toBe(state);
  expectTold(world, summary, 'auditevents');
  const isBlocked = operation === 'lock' || (operation === 'read' && hit.at === 1);
  const isEveryStream = operation === 'read' && hit.at === 2 && hit.isLasting;
  const isFailed = isBlocked || isEveryStream;
  expect(summary.outcome).toBe(isFailed ? 'failed' : code === null ? 'ok' : 'degraded');
}

describe(`storage that meets a fault (${table.length} cells)`, () => {
  test.each(table)('$operation, $kind, $hit', async ({ operation, kind, hit, state, code }) => {
    const world = await startedWorld();
    world.makeEvents('auditevents', manyEvents);
    if (operation === 'append') world.api.append('auditevents', [{ action: 'without an id' }]);
    const isHit = counting(hit);
    const fault = (called: string): void => {
      if (called === operation && isHit())
        throw new StoreError(kind === 'late' ? 'unreachable' : kind, 'The storage said no');
    };
    if (kind === 'late') world.container.lateFault = fault;
    else world.container.fault = fault;
    const summary = await run(world, { pageSize });
    expectSound(world, summary);
    expect(summary.diagnosis?.code ?? null).toBe(code);
    if (state === undefined) expectNothingDone(summary);
    else expectState(world, summary, { operation, hit, state, code });
    const { doubled } = await recover(world);
    expect(doubled).toMatchObject({ itemusages: 0, signinattempts: 0 });
    // Only what was accepted while its position could not be saved comes again.
    const isSentInVain = state !== 'ok/caught-up' && operation === 'write' && hit.at % 2 === 0;
    expect(doubled.auditevents).toBe(isSentInVain ? (hit.at === 8 ? 5 : pageSize) : 0);
  });
});
