import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { streams } from '../stream-name.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const uuid = fc.stringMatching(/^[A-Z2-7]{26}$/);
const time = fc.integer({ min: 0, max: 4e12 });
const position = fc.record({
  account: uuid,
  stream: fc.constantFrom(...streams),
  place: fc.nat(),
  limit: fc.integer({ min: 1, max: 1000 }),
  start: time,
  end: fc.option(time, { nil: undefined }),
  frontier: fc.nat(),
  issuedAt: time,
  emptyPages: fc.nat(5),
  token: fc.stringMatching(/^[0-9a-f]{8}$/),
});

test('carries a position there and back, in the alphabet and length of the real ones', () => {
  fc.assert(
    fc.property(position, (value) => {
      const cursor = encodeCursor(value, 'secret');
      expect(cursor).toMatch(/^[A-Za-z0-9+/]{100,220}={0,2}$/);
      expect(decodeCursor(cursor, 'secret')).toEqual(value);
    }),
  );
});

test('nothing else is a cursor: other secrets, changed characters, any text', () => {
  fc.assert(
    fc.property(position, fc.nat(), fc.string(), (value, at, text) => {
      const cursor = encodeCursor(value, 'secret');
      const place = at % cursor.length;
      const other = cursor[place] === 'A' ? 'B' : 'A';
      expect(decodeCursor(cursor, 'other')).toBeUndefined();
      expect(
        decodeCursor(cursor.slice(0, place) + other + cursor.slice(place + 1), 'secret'),
      ).toBeUndefined();
      expect(decodeCursor(text, 'secret')).toBeUndefined();
    }),
  );
});
