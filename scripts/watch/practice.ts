/**
 * A watch waits most of the time, and a save of what many queries share has all of them bound again. V8 compiles
 * better what has run often: until then binding takes twice as long.
 */

/** How often something has to be bound until it takes half the time of the first ones. Measured: bench/watch.ts. */
const enough = 600;

/** Does something again and again, one after the other, as long as nothing else is to be done. */
export async function practise(
  exercises: readonly ((turn: number) => Promise<void>)[],
  isIdle: () => boolean,
  isWanted: () => boolean,
): Promise<void> {
  for (let done = 0; done < enough && exercises.length > 0 && isWanted();) {
    // Files that are saved meanwhile are seen between two of them.
    await new Promise((resolve) => void setTimeout(resolve, isIdle() ? 1 : 100));
    if (!isIdle() || !isWanted()) continue;
    await exercises[done % exercises.length]?.(done);
    done++;
  }
}
