import type { Clock } from '../../functions/src/ports.ts';

/** For tests: time that passes faster than that of the machine, so that waits of seconds take moments. */
export function scaledClock(factor: number, start = Date.now()): Clock {
  const began = performance.now();
  return {
    now: () => Math.round(start + (performance.now() - began) * factor),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer);
          reject(new Error('aborted'));
        };
        const timer = setTimeout(
          () => {
            signal.removeEventListener('abort', stop);
            resolve();
          },
          Math.max(0, milliseconds) / factor,
        );
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
  };
}
