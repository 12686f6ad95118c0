/** How a person at the keyboard interrupts. */
export interface Interrupts {
  /** Calls the listener at each Ctrl-C until the function that it gives back is called. */
  listen(listener: () => void): () => void;
}

/** Ctrl-C of this process, and the signal by which others ask it to end. */
export const processInterrupts: Interrupts = {
  listen(listener) {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, listener);
    return () => {
      for (const signal of signals) process.off(signal, listener);
    };
  },
};

export interface Watched<T> {
  /** Absent where the person did not wait for the end. */
  readonly value?: T;
}

/**
 * Waits for the work. The first interruption says what `text` says and goes on; the second ends the
 * waiting, not what Azure does.
 */
export async function interruptible<T>(
  interrupts: Interrupts,
  say: () => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Watched<T>> {
  const controller = new AbortController();
  let count = 0;
  const stop = interrupts.listen(() => {
    count++;
    if (count === 1) say();
    else controller.abort();
  });
  try {
    return { value: await work(controller.signal) };
  } catch (error) {
    if (controller.signal.aborted) return {};
    throw error;
  } finally {
    stop();
  }
}
