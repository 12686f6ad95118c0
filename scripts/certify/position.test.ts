import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../model/arm.ts';
import { walk } from './node.ts';
import { locate } from './position.ts';

it('finds every property and item on the line where printing puts it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const lines = JSON.stringify(value, null, 2).split('\n');
      for (const { path, value: child } of walk(value as Json)) {
        const { line, column, length } = locate('f.json', value as Json, path);
        const step = path.at(-1);
        const printed = JSON.stringify(child, null, 2).split('\n')[0] ?? '';
        const shown = lines[line - 1]?.slice(column - 1) ?? '';
        const expected = typeof step === 'string' ? JSON.stringify(step) : printed;
        expect(shown.startsWith(typeof step === 'string' ? `${expected}: ${printed}` : expected)).toBe(true);
        expect(length).toBe(typeof step === 'string' ? expected.length : shown.replace(/,$/, '').length);
      }
    }),
  );
});

it('stops at the last step that exists', () => {
  const root = { a: { b: 1 }, c: [[], 2] };
  expect(locate('f', root, ['a', 'absent'])).toMatchObject({ line: 2, column: 3 });
  expect(locate('f', root, ['c', 1])).toMatchObject({ line: 7, column: 5, length: 1 });
  expect(locate('f', root, [])).toMatchObject({ line: 1, column: 1 });
});
