import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder, kindTitles, type Item, type ItemKind } from './item.ts';

const item = fc.record({
  kind: fc.constantFrom(...(Object.keys(kindTitles) as ItemKind[])),
  id: fc.uuid(),
  title: fc.string(),
  apiVersion: fc.constant('2025-01-01'),
});

test('the order depends on the items alone, and loses none', () => {
  fc.assert(
    fc.property(fc.uniqueArray(item, { selector: ({ kind, title }) => `${kind} ${title}` }), (items) => {
      const ordered = inOrder(items);
      expect(inOrder(items.toReversed())).toEqual(ordered);
      expect(new Set(ordered)).toEqual(new Set(items));
      expect(ordered).toHaveLength(items.length);
    }),
  );
});

test.each([
  // A rule that is still there reports the silence that the removal makes.
  ['rule', 'function-app'],
  // A plan cannot go before its app.
  ['function-app', 'plan'],
  // Roles are found by the identity.
  ['role', 'identity'],
  // These tell to which workspace the others belong.
  ['vault', 'insights'],
  ['storage', 'data-collection-rule'],
  // A saved workbook is found by its metadata.
  ['workbook', 'metadata'],
  ['template', 'package'],
  ['package', 'table'],
] as const)('%s goes before %s', (first, second) => {
  const items = [second, first].map((kind): Item => ({ kind, id: kind, title: '', apiVersion: '' }));
  expect(inOrder(items).map(({ kind }) => kind)).toEqual([first, second]);
});
