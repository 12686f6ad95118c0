import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../model/arm.ts';
import { jsonText } from '../model/json-text.ts';
import { walk } from './node.ts';
import { locate } from './position.ts';

it('finds every property and item where it is printed, on lines of its own and among others', () => {
  const text = fc.nat(130).map((length) => 'x'.repeat(length));
  const value = fc.oneof(fc.jsonValue({ maxDepth: 4 }), text, fc.array(text, { maxLength: 4 }));
  const document = fc.dictionary(fc.string(), fc.oneof(value, fc.array(value)), { maxKeys: 6 });
  fc.assert(
    fc.property(fc.oneof(document, fc.array(document)), (root) => {
      const lines = jsonText(root).split('\n');
      for (const { path, name, value: child } of walk(root as Json)) {
        const { line, column, length } = locate('f.json', root as Json, path);
        const isLeaf = typeof child !== 'object' || child === null || Object.keys(child).length === 0;
        const printed = isLeaf ? JSON.stringify(child) : Array.isArray(child) ? '[' : '{';
        const key = name === undefined ? '' : JSON.stringify(name);
        const shown = lines[line - 1]?.slice(column - 1) ?? '';
        expect(shown.startsWith(key === '' ? printed : `${key}: ${printed}`)).toBe(true);
        expect(length).toBe((key || (isLeaf ? printed : '{')).length);
      }
    }),
    { numRuns: 40 },
  );
});

it('stops at the last step that exists', () => {
  const root = { a: { b: 1 }, c: [['x'.repeat(120)], 2] };
  expect(locate('f', root, ['a', 'absent'])).toMatchObject({ line: 2, column: 3 });
  expect(locate('f', root, ['a', 'b'])).toMatchObject({ line: 2, column: 9, length: 3 });
  expect(locate('f', root, ['c', 1])).toMatchObject({ line: 7, column: 5, length: 1 });
  expect(locate('f', root, [])).toMatchObject({ line: 1, column: 1 });
});
