import { createHash } from 'node:crypto';

/**
 * The template functions `uniqueString` and `guid`, digit for digit. What they compute is documented as
 * stable only; the snapshots of Microsoft's Bicep CLI, which a test compares with, show how.
 */

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 13 letters and digits: the 64-bit Murmur hash of the texts, in base 32. */
export function uniqueString(...texts: readonly string[]): string {
  let hash = murmur64(Buffer.from(texts.join('-'), 'utf8'));
  let text = '';
  for (let i = 0; i < 13; i++) {
    text += alphabet.charAt(Number(hash >> 59n));
    hash = (hash << 5n) & 0xffffffffffffffffn;
  }
  return text;
}

/** The name space of the function's version 5 UUIDs. */
const guidSpace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

export function guid(...texts: readonly string[]): string {
  const digest = createHash('sha1').update(guidSpace).update(texts.join('-'), 'utf8').digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const factors = [0x239b961b, 0xab0e9789] as const;

/** Two lanes of 32 bits; the second is the upper half of the result. */
function murmur64(data: Buffer): bigint {
  let [low, high] = [0, 0];
  const whole = data.length - (data.length % 8);
  for (let at = 0; at < whole; at += 8) {
    low = mixIn(low, data.readUInt32LE(at), factors[0], 15, factors[1]);
    low = (Math.imul((rotate(low, 19) + high) | 0, 5) + 0x561ccd1b) | 0;
    high = mixIn(high, data.readUInt32LE(at + 4), factors[1], 17, factors[0]);
    high = (Math.imul((rotate(high, 13) + low) | 0, 5) + 0x0bcaa747) | 0;
  }
  const rest = Buffer.concat([data.subarray(whole), Buffer.alloc(8)]);
  if (data.length - whole > 4) high = mixIn(high, rest.readUInt32LE(4), factors[1], 17, factors[0]);
  if (data.length > whole) low = mixIn(low, rest.readUInt32LE(0), factors[0], 15, factors[1]);
  low ^= data.length;
  high ^= data.length;
  low = (low + high) | 0;
  high = (high + low) | 0;
  low = finish(low);
  high = finish(high);
  low = (low + high) | 0;
  high = (high + low) | 0;
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

function mixIn(hash: number, word: number, first: number, turn: number, second: number): number {
  return hash ^ Math.imul(rotate(Math.imul(word, first), turn), second);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function finish(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
