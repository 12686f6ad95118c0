import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemTexts } from './item-texts.ts';

test('each item is found with its own text', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 2), fc.jsonValue(), (items, indent, other) => {
      const body = JSON.stringify(
        { other: { items: [other] }, cursor: 'a"]}', items, last: other },
        null,
        indent,
      );
      expect(itemTexts(body).map((text) => JSON.parse(text) as unknown)).toEqual(
        JSON.parse(JSON.stringify(items)),
      );
      expect(itemTexts(body).join('')).not.toMatch(/[\r\n]/);
    }),
  );
});

test('digits and depth survive', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  expect(itemTexts(`{"items":[{"a":12345678901234567890}, ${deep} ]}`)).toEqual([
    '{"a":12345678901234567890}',
    deep,
  ]);
});

test.each(['', '{}', '{"items":null}', '{"items":[]}', '[1,2]', '{"a":["items",1]}'])(
  '%s holds none',
  (body) => {
    expect(itemTexts(body)).toEqual([]);
  },
);

test('of two lists the last counts, as for JSON.parse', () => {
  expect(itemTexts('{"items":[1,2],"items":[3]}')).toEqual(['3']);
});
