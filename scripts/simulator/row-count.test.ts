import { expect, test } from 'vitest';
import { RowCount } from './row-count.ts';

test('tells what is missing, doubled and unexpected', () => {
  const count = new RowCount();
  for (const key of ['lost', 'once', 'twice', 'resent']) count.serve(key, '{}');
  for (const key of ['once', 'twice', 'twice', 'resent', 'stranger']) count.store(key, false);
  count.store('resent', true);
  const { served, stored, missing, doubled, unexpected } = count.compare();
  expect({ served, stored }).toEqual({ served: 4, stored: 6 });
  expect(missing.map(({ key }) => key)).toEqual(['lost']);
  expect(doubled).toEqual([
    { key: 'twice', versions: 1, rows: 2, resent: 0 },
    { key: 'resent', versions: 1, rows: 2, resent: 1 },
  ]);
  expect(unexpected.map(({ key }) => key)).toEqual(['stranger']);
});

test('two contents under one id are due two rows; the same content again is due none', () => {
  const count = new RowCount();
  count.serve('a', '{"v":1}');
  count.serve('a', '{"v":2}');
  count.serve('a', '{"v":2}');
  count.store('a', false);
  expect(count.compare().missing).toEqual([{ key: 'a', versions: 2, rows: 1, resent: 0 }]);
  count.store('a', false);
  expect(count.compare()).toMatchObject({ missing: [], doubled: [] });
});

test('a row may be stored before its page counts as served', () => {
  const count = new RowCount();
  count.store('a', false);
  count.serve('a', '{}');
  expect(count.compare()).toMatchObject({ missing: [], doubled: [], unexpected: [] });
});
