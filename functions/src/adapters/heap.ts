import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap grow to three times what is in use before it is swept, where V8 would wait for four
 * times: a page lives for a second, and the memory of a function app is paid for. Read by V8 whenever it
 * plans the next sweep, so that it may be set in a process that runs; a V8 without it
 * says so and goes on.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=200');
}
