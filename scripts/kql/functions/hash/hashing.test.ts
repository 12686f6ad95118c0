import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { md5 } from './md5.ts';
import { sha1, sha256 } from './sha.ts';
import { xxHash64 } from './xxhash64.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['hash("World")', '1846988464401551951'],
  ['hash("World", 100)', 51],
  ['hash(datetime(2015-01-01))', '1380966698541616202'],
  ['hash_xxhash64("Hello")', '753694413698530628'],
  ['hash_md5("World")', 'f5a7924e621e84c9280a9a27e1bcb7f6'],
  ['hash_md5(datetime(2020-01-01))', '786c530672d1f8db31fee25ea8a9390b'],
  ['hash_sha1(datetime(2020-01-01))', 'e903e533f4d636b4fc0dcf3cf81e7b7f330de776'],
  ['hash_sha256("World")', '78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524'],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test.each(['hash(1)', 'hash(1.5)', 'hash("", 7)', 'hash_md5(1.5)'])('%s is refused', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow(/not supported/);
});

const digests = { md5, sha1, sha256 };

test.each(Object.entries(digests))('%s is what the platform has', (name, digest) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(digest(bytes)).toBe(createHash(name).update(bytes).digest('hex'));
    }),
  );
});

/** Values of the reference implementation. */
test('xxHash64 of nothing, of a byte, and of more than a stripe', () => {
  const encoder = new TextEncoder();
  expect(xxHash64(new Uint8Array())).toBe(BigInt.asIntN(64, 0xef46_db37_51d8_e999n));
  expect(xxHash64(encoder.encode('a'))).toBe(BigInt.asIntN(64, 0xd24e_c4f1_a98c_6e5bn));
  const long = 'Call me Ishmael. Some years ago--never mind how long precisely-';
  expect(xxHash64(encoder.encode(long))).toBe(BigInt.asIntN(64, 0x02a2_e854_70d6_fd96n));
});
