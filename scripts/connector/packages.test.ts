import { expect, test } from 'vitest';
import { mergeCopies } from './packages.ts';

const copy = { licence: 'MIT', texts: ['MIT'] };

test('copies of one version are one package, other versions are not', () => {
  const merged = mergeCopies([
    { ...copy, name: 'ms', version: '2.1.3', bytes: 10 },
    { ...copy, name: 'debug', version: '4.4.3', bytes: 5 },
    { ...copy, name: 'ms', version: '2.1.3', bytes: 7 },
    { ...copy, name: 'ms', version: '2.0.0', bytes: 1 },
  ]);
  expect(merged.map(({ name, version, bytes }) => `${name} ${version} ${bytes}`)).toEqual([
    'debug 4.4.3 5',
    'ms 2.0.0 1',
    'ms 2.1.3 17',
  ]);
});
