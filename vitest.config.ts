import { defineConfig } from 'vitest/config';

const shared = {
  testTimeout: 60_000,
  // Room for what lives only for a moment: collecting it often costs a tenth of the time of all tests.
  // Code that runs a few times only is worth neither interpreting nor optimizing: nearly a tenth each.
  execArgv: ['--max-semi-space-size=64', '--always-sparkplug', '--interrupt-budget=400000'],
};

/** Files that take the place of modules, or set what a library reads once a process: nobody may have loaded it. */
const alone = [
  'test/negative/**/*.test.ts',
  'test/build/watch.test.ts',
  'test/connector/{adapters-api-key,adapters-ingestion,http-faults,metrics-http}.test.ts',
];

export default defineConfig({
  test: {
    // Three, also on a machine with two cores: some tests wait, as for the end of a lease, and others can use the time.
    maxWorkers: 3,
    reporters: ['default', './scripts/testing/count-reporter.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'toolchain',
          include: ['functions/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/connector/**', ...alone],
          // Files of a worker share its modules: loading Microsoft's KQL library costs more than most tests.
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'connector',
          include: ['test/connector/**/*.test.ts'],
          exclude: alone,
          isolate: false,
        },
      },
      { test: { ...shared, name: 'isolated', include: alone } },
    ],
  },
});
