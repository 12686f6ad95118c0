/** The two functions of templates that make names: the same values as Azure's, so that names are the same. */
import { createHash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
// Constants of MurmurHash3 for 32-bit machines, of which Azure's hash is the one with two lanes.
const c1 = 0x239b961b;
const c2 = 0xab0e9789;
/** The namespace in which Azure makes ids of texts (version 5 of RFC 9562). */
const namespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

/** Thirteen characters of a 64-bit hash. */
export function uniqueString(parts: readonly string[]): string {
  const [low, high] = murmur(Buffer.from(parts.join('-')));
  let rest = (BigInt(high) << 32n) | BigInt(low);
  let text = '';
  for (let i = 0; i < 13; i += 1) {
    text += alphabet[Number(rest >> 59n)];
    rest = BigInt.asUintN(64, rest << 5n);
  }
  return text;
}

export function guid(parts: readonly string[]): string {
  const hash = createHash('sha1').update(namespace).update(parts.join('-')).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The lower and the upper half. */
function murmur(data: Buffer): readonly [number, number] {
  let [h1, h2] = [0, 0];
  const whole = data.length - (data.length % 8);
  for (let i = 0; i < whole; i += 8) {
    h1 = (Math.imul(rotate(h1 ^ mixFirst(data.readUInt32LE(i)), 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 = (Math.imul(rotate(h2 ^ mixSecond(data.readUInt32LE(i + 4)), 13) + h1, 5) + 0x0bcaa747) | 0;
  }
  const tail = Buffer.alloc(8);
  data.copy(tail, 0, whole);
  if (data.length > whole) h1 ^= mixFirst(tail.readUInt32LE(0));
  if (data.length > whole + 4) h2 ^= mixSecond(tail.readUInt32LE(4));
  h1 ^= data.length;
  h2 ^= data.length;
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  return [h1 >>> 0, h2 >>> 0];
}

function mixFirst(word: number): number {
  return Math.imul(rotate(Math.imul(word, c1), 15), c2);
}

function mixSecond(word: number): number {
  return Math.imul(rotate(Math.imul(word, c2), 17), c1);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function finish(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
