import { randomBytes } from 'node:crypto';
import type { Chance } from '../ports.ts';

/** Base 32 without letters that look like digits: the alphabet of ULIDs. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const systemChance: Chance = {
  fraction: () => Math.random(),
  id: (now) => toUlid(now, randomBytes(10)),
};

/** A ULID: 48 bits of time (ms since 1970) and 80 bits of chance, so that ids sort by time. */
export function toUlid(now: number, chance: Uint8Array): string {
  let value = BigInt(now);
  for (const byte of chance) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < 26; i++, value >>= 5n) text = digits.charAt(Number(value & 31n)) + text;
  return text;
}
