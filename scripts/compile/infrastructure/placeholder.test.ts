import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../model/arm.ts';
import { fillPlaceholders } from './placeholder.ts';

const values: Readonly<Record<string, Json>> = { list: [1, { a: true }], word: 'it $& is' };
const fill = (value: Json) => fillPlaceholders(value, (name) => values[name] ?? null);

test('alone a placeholder is its value, amid text its text', () => {
  expect(fill({ a: '${list}', b: ['<${word}${word}>'] })).toEqual({
    a: [1, { a: true }],
    b: ['<it $& isit $& is>'],
  });
});

test('keys are filled as well', () => {
  expect(fill({ '[${word}]': {} })).toEqual({ '[it $& is]': {} });
});

test('a list amid text is refused', () => {
  expect(() => fill('a ${list}')).toThrow('The placeholder list is no text.');
});

test('what has no placeholder is left as it is', () => {
  const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('${'));
  fc.assert(
    fc.property(json, (value) => {
      expect(fill(value as Json)).toEqual(value);
    }),
  );
});
