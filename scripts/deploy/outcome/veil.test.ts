import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { veil } from './veil.ts';

test('a secret is in nothing that is written, however it is written', () => {
  const secret = fc.string({ minLength: 8 }).filter((text) => text.trim() !== '' && !/^•+$/.test(text));
  fc.assert(
    fc.property(secret, fc.string(), (hidden, around) => {
      const written: string[] = [];
      const output = veil({ out: (text) => written.push(text), err: (text) => written.push(text) }, hidden);
      const json = JSON.stringify({ hidden });
      for (const text of [`${around}${hidden}${around}`, json, `?key=${encodeURIComponent(hidden)}`]) {
        output.out(text);
        output.err(text);
      }
      for (const text of written) expect(text).not.toContain(hidden);
    }),
  );
});

test('without a secret everything is written as it is', () => {
  const written: string[] = [];
  const output = { out: (text: string) => void written.push(text), err: () => {}, hasColors: true };
  expect(veil(output, undefined)).toBe(output);
  expect(veil(output, '')).toBe(output);
  expect(veil(output, 'secret').hasColors).toBe(true);
});
