import type { Reporter, TestModule } from 'vitest/node';

/** Ends the output of a test run with the true counts in one plain line. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A module that cannot be loaded and an error outside a test have no test of their own.
    const broken = modules.filter((m) => m.errors().length > 0).length + unhandledErrors.length;
    const skipped = count('skipped');
    if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
    process.stdout.write(`${count('passed')} passed, ${count('failed') + broken} failed\n`);
  }
}
