/** Stands in for the runner of the tests: collects what a file declares, so that it can be run a thousand times. */
import { format } from 'node:util';

export interface DeclaredTest {
  readonly name: string;
  readonly run: () => unknown;
}

type Work = (...given: never[]) => unknown;

/** The part of vitest's interface that the tests use; `expect` is vitest's own. */
export function createRunner(): {
  readonly tests: DeclaredTest[];
  readonly api: Readonly<Record<string, unknown>>;
} {
  const tests: DeclaredTest[] = [];
  const path: string[] = [];
  const add = (name: string, work: Work, given: readonly unknown[] = []): void => {
    tests.push({ name: [...path, name].join(' > ').slice(0, 120), run: () => work(...(given as never[])) });
  };
  const declare = (name: string, ...rest: readonly unknown[]): void => add(name, lastOf(rest));
  const describe = (name: string, ...rest: readonly unknown[]): void => {
    path.push(name);
    (lastOf(rest) as () => void)();
    path.pop();
  };
  const each =
    (rows: readonly unknown[]) =>
    (name: string, ...rest: readonly unknown[]): void =>
      rows.forEach((row, index) => {
        const given = Array.isArray(row) ? (row as unknown[]) : [row];
        add(`${format(name, ...given)} #${index}`, lastOf(rest), given);
      });
  const describeEach =
    (rows: readonly unknown[]) =>
    (name: string, ...rest: readonly unknown[]): void =>
      rows.forEach((row, index) => {
        const given = Array.isArray(row) ? (row as unknown[]) : [row];
        path.push(`${format(name, ...given)} #${index}`);
        (lastOf(rest) as (...values: unknown[]) => void)(...given);
        path.pop();
      });
  const test = Object.assign(declare, { each });
  return { tests, api: { test, it: test, describe: Object.assign(describe, { each: describeEach }) } };
}

/** Options may stand between the name and the work, or a time limit behind it. */
function lastOf(rest: readonly unknown[]): Work {
  const work = rest.find((part) => typeof part === 'function');
  if (work === undefined) throw new TypeError('a test without work');
  return work as Work;
}
