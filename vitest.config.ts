import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Two, also on a machine with two cores, where vitest itself would take one.
    maxWorkers: 2,
    reporters: ['default', './scripts/testing/count-reporter.ts'],
    projects: [
      {
        test: {
          name: 'toolchain',
          include: ['functions/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/connector/**', 'test/negative/**'],
          testTimeout: 60_000,
          // Files of a worker share its modules: loading Microsoft's KQL library costs more than most tests.
          isolate: false,
        },
      },
      {
        test: {
          // It takes the place of modules, which must not be loaded yet.
          name: 'negative',
          include: ['test/negative/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'connector',
          include: ['test/connector/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
