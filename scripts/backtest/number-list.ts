/**
 * Lists that grow, outside of JavaScript's heap: they take half as much memory as lists of numbers there, and
 * the garbage collector need not walk through them.
 */
import type { Value } from '../kql/values/scalar.ts';

const firstRoom = 1024;
/** A list grows by half: twice as much would often stay empty. */
const growth = 1.5;

/** Integers of 32 bits by place; what was never set is 0. */
export class IntegerList {
  #values = new Int32Array(firstRoom);

  at(place: number): number {
    return this.#values[place] as number;
  }

  set(place: number, value: number): void {
    if (place >= this.#values.length) {
      const larger = new Int32Array(roomFor(place));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[place] = value;
  }
}

/** Values by place that are numbers as a rule. */
export class NumberList {
  #values = new Float64Array(firstRoom);
  /** Those that are none, NaN among them: it marks them in the list. */
  readonly #others = new Map<number, Value>();

  at(place: number): Value {
    const value = this.#values[place] as number;
    return Number.isNaN(value) ? (this.#others.get(place) ?? null) : value;
  }

  set(place: number, value: Value): void {
    if (place >= this.#values.length) {
      const larger = new Float64Array(roomFor(place));
      larger.set(this.#values);
      this.#values = larger;
    }
    const isNumber = typeof value === 'number' && !Number.isNaN(value);
    if (Number.isNaN(this.#values[place])) this.#others.delete(place);
    this.#values[place] = isNumber ? value : Number.NaN;
    if (!isNumber && value !== null) this.#others.set(place, value);
  }
}

function roomFor(place: number): number {
  return Math.max(firstRoom, Math.ceil(place * growth));
}
