import { array, assert, asyncProperty, constantFrom, nat, oneof, record } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Rebuilder } from './rebuilder.ts';

describe('a rebuilder', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('takes saves in quick succession for one', async () => {
    const runs: (readonly string[])[] = [];
    const rebuilder = new Rebuilder({ delay: 20, run: (changed) => void runs.push(changed) });
    rebuilder.note('b.yaml');
    await vi.advanceTimersByTimeAsync(15);
    rebuilder.note('a.yaml');
    rebuilder.note('b.yaml');
    await vi.advanceTimersByTimeAsync(15);
    expect(runs).toEqual([]);
    await vi.advanceTimersByTimeAsync(5);
    expect(runs).toEqual([['a.yaml', 'b.yaml']]);
  });

  test('prepares with a save, again with the next one, and runs when that is done', async () => {
    const log: string[] = [];
    const prepare = async (signal: AbortSignal): Promise<void> => {
      log.push('begin');
      await new Promise((resolve) => void setTimeout(resolve, 30));
      log.push(signal.aborted ? 'stopped' : 'done');
    };
    const rebuilder = new Rebuilder({ delay: 20, run: () => void log.push('run'), prepare });
    rebuilder.note('a.yaml');
    await vi.advanceTimersByTimeAsync(10);
    rebuilder.note('a.yaml');
    // While this one waits its turn, a third makes it needless.
    rebuilder.note('b.yaml');
    await vi.advanceTimersByTimeAsync(100);
    expect(log).toEqual(['begin', 'stopped', 'begin', 'done', 'run']);
    rebuilder.note('a.yaml');
    await vi.advanceTimersByTimeAsync(10);
    rebuilder.close();
    await vi.advanceTimersByTimeAsync(100);
    expect(log.slice(5)).toEqual(['begin', 'stopped']);
  });

  test('begins nothing more once it is closed', async () => {
    const run = vi.fn<() => void>();
    const rebuilder = new Rebuilder({ delay: 20, run });
    rebuilder.note('a.yaml');
    rebuilder.close();
    rebuilder.note('b.yaml');
    await vi.advanceTimersByTimeAsync(100);
    expect(run).not.toHaveBeenCalled();
  });

  test('never runs twice at a time, and every save is followed by a run', async () => {
    const step = oneof(record({ save: constantFrom('a', 'b', 'c') }), record({ wait: nat(60) }));
    await assert(
      asyncProperty(array(step, { maxLength: 30 }), nat(50), nat(50), async (steps, length, preparing) => {
        // The files as they are, as a run saw them when it began, and how many runs are on.
        const saved = new Map<string, number>();
        const seen = new Map<string, number>();
        let count = 0;
        let running = 0;
        const run = async (changed: readonly string[]): Promise<void> => {
          expect(++running).toBe(1);
          expect(changed.length).toBeGreaterThan(0);
          for (const path of changed) seen.set(path, saved.get(path) ?? 0);
          await new Promise((resolve) => void setTimeout(resolve, length));
          running--;
        };
        const prepare = async (): Promise<void> => {
          expect(++running).toBe(1);
          await new Promise((resolve) => void setTimeout(resolve, preparing));
          running--;
        };
        const rebuilder = new Rebuilder({ delay: 20, run, prepare });
        for (const one of steps) {
          if ('wait' in one) {
            await vi.advanceTimersByTimeAsync(one.wait);
          } else {
            saved.set(one.save, ++count);
            rebuilder.note(one.save);
          }
        }
        await vi.advanceTimersByTimeAsync(1000);
        expect(running).toBe(0);
        expect(seen).toEqual(saved);
      }),
    );
  });
});
