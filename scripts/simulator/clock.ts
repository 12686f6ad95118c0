/** The simulator's time, which tests move. Milliseconds since 1970, UTC. */
export interface SimulatorClock {
  now(): number;
  /** Moves on. Never back: what was served would lie in the future. */
  advance(milliseconds: number): void;
  /** Moves to a time that is not in the past. */
  moveTo(time: number): void;
}

export interface ClockOptions {
  /** Where it begins; the time of the machine where absent. */
  readonly start?: number;
  /** Stands still between moves; otherwise it runs as the machine's does. */
  readonly isFrozen?: boolean;
}

/** `wall` is the time of the machine. */
export function createClock(
  { start, isFrozen = false }: ClockOptions = {},
  wall: () => number = () => Date.now(),
): SimulatorClock {
  const began = wall();
  let base = start ?? began;
  const now = () => base + (isFrozen ? 0 : wall() - began);
  const advance = (milliseconds: number) => {
    if (!(milliseconds >= 0)) throw new RangeError(`The clock cannot move by ${milliseconds} ms`);
    base += milliseconds;
  };
  return { now, advance, moveTo: (time) => advance(time - now()) };
}
