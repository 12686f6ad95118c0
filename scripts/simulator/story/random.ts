/** Chance that repeats: equal seeds give equal sequences. */
export interface Random {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True in this share of the calls. */
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Around `mean`; often less, seldom much more. */
  waiting(mean: number): number;
  /** Id in the form of the API: 26 characters of base32, upper case. */
  id(): string;
  /** A sequence of its own that does not change this one. */
  fork(name: string | number): Random;
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** All pairs of characters: ten bits at a time. */
const pairs = Array.from({ length: 1024 }, (_, i) => `${base32[i >> 5] ?? ''}${base32[i & 31] ?? ''}`);

/** xoshiro128** by Blackman and Vigna, its state filled by splitmix32. */
export function createRandom(seed: number, name: string | number = ''): Random {
  let mix = hashOf(`${seed}/${name}`);
  const fill = () => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  const origin = fill();
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];

  const bits = () => {
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  const fraction = () => bits() / 2 ** 32;
  const whole = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    whole,
    chance: (share) => fraction() < share,
    pick: (from) => {
      const value = from[Math.floor(fraction() * from.length)];
      if (value === undefined) throw new RangeError('Nothing to pick from');
      return value;
    },
    waiting: (mean) => -Math.log(1 - fraction()) * mean,
    id: () => {
      let text = '';
      for (let i = 0; i < 4; i += 1) {
        const word = bits();
        text +=
          (pairs[word >>> 22] ?? '') +
          (pairs[(word >>> 12) & 1023] ?? '') +
          (pairs[(word >>> 2) & 1023] ?? '');
      }
      return text + (pairs[bits() >>> 22] ?? '');
    },
    fork: (child) => createRandom(origin, child),
  };
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
