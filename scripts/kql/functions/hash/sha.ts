/** SHA-1 and SHA-256. Source: FIPS 180-4. */
import { hexOf, padded, rotateLeft } from './blocks.ts';

export function sha1(bytes: Uint8Array): string {
  const view = padded(bytes, false);
  const state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
  const words = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i++)
      words[i] = rotateLeft(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let i = 0; i < 80; i++) {
      const [mixed, constant] = mix(i, b, c, d);
      const next = (rotateLeft(a, 5) + mixed + e + constant + words[i]!) | 0;
      [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((value, i) => (state[i] = (state[i]! + value) | 0));
  }
  return hexOf(state, false);
}

function mix(i: number, b: number, c: number, d: number): readonly [number, number] {
  if (i < 20) return [(b & c) | (~b & d), 0x5a82_7999];
  if (i < 40) return [b ^ c ^ d, 0x6ed9_eba1];
  if (i < 60) return [(b & c) | (b & d) | (c & d), 0x8f1b_bcdc];
  return [b ^ c ^ d, 0xca62_c1d6];
}

/** The first 32 bits of the fraction of a root of the first primes. */
function fractions(count: number, root: (x: number) => number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32) | 0);
}

const rotateRight = (value: number, by: number): number => rotateLeft(value, 32 - by);

const constants = fractions(64, Math.cbrt);
const start = fractions(8, Math.sqrt);

export function sha256(bytes: Uint8Array): string {
  const state = [...start];
  const view = padded(bytes, false);
  const words = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i++) {
      const [x, y] = [words[i - 15]!, words[i - 2]!];
      const low = rotateRight(x, 7) ^ rotateRight(x, 18) ^ (x >>> 3);
      const high = rotateRight(y, 17) ^ rotateRight(y, 19) ^ (y >>> 10);
      words[i] = words[i - 16]! + low + words[i - 7]! + high;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i++) {
      const high = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
      const first = (h + high + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!) | 0;
      const low = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
      const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i]! + value) | 0));
  }
  return hexOf(state, false);
}
