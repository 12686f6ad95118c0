import type { Place } from './expression.ts';

/** A query that cannot be run: it is wrong, or it asks for something that this engine has not. */
export class KqlError extends Error {
  readonly place: Place;
  /** True where Kusto could run it: refused rather than answered inexactly. */
  readonly isUnsupported: boolean;

  constructor(message: string, { start, length }: Place, isUnsupported: boolean) {
    super(message);
    this.place = { start, length };
    this.isUnsupported = isUnsupported;
  }
}

/** A construct that the engine does not run. */
export function unsupported(construct: string, place: Place): KqlError {
  return new KqlError(`${construct} is not supported.`, place, true);
}

/** A query that Kusto refuses as well. */
export function invalid(message: string, place: Place): KqlError {
  return new KqlError(message, place, false);
}
