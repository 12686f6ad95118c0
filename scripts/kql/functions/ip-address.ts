/** IP addresses as numbers. Source: Kusto reference, "IP-prefix notation". */

export interface Network {
  /** The address as it is written. */
  readonly address: bigint;
  /** Number of leading bits that count. */
  readonly prefix: number;
  /** Whether it is written as an IPv4 address. */
  readonly isIpv4: boolean;
}

const ipv4Form = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** Four octets, of which none has a needless zero; null for anything else. */
export function parseIpv4(text: string): Network | null {
  const match = ipv4Form.exec(text);
  if (!match) return null;
  const [, ...parts] = match;
  const octets = parts.slice(0, 4).map(Number);
  const prefix = parts[4] === undefined ? 32 : Number(parts[4]);
  if (octets.some((octet) => octet > 255) || prefix > 32) return null;
  const address = octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
  return { address, prefix, isIpv4: true };
}

/** Whether a part is written with zeros before it, which some readers take for octal numbers. */
export function hasOctal(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}/.test(text) && /(?:^|\.)0\d/.test(text);
}

/** Where IPv4 addresses lie among those of IPv6. */
const mapped = 0xff_ff_00_00_00_00n;

/** An IPv6 address, or an IPv4 address as one. */
export function parseIpv6(text: string): Network | null {
  const [, written = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const plain = parseIpv4(text);
  if (plain) return { address: plain.address + mapped, prefix: plain.prefix + 96, isIpv4: true };
  const [, before = '', last] = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(written) ?? [undefined, written];
  const tail = last === undefined ? undefined : parseIpv4(last);
  if (tail === null) return null;
  if (before === '::' && tail) return withPrefix(tail.address + mapped, length, true);
  const high = tail ? ((tail.address >> 16n) & 0xff_ffn).toString(16) : '';
  const low = tail ? (tail.address & 0xff_ffn).toString(16) : '';
  const groups = groupsOf(tail ? `${before}${high}:${low}` : written);
  if (!groups) return null;
  return withPrefix(
    groups.reduce((sum, group) => sum * 0x1_00_00n + BigInt(group), 0n),
    length,
    false,
  );
}

function withPrefix(address: bigint, length: string | undefined, isIpv4: boolean): Network | null {
  const most = isIpv4 ? 32 : 128;
  const prefix = length === undefined ? most : Number(length);
  return prefix > most ? null : { address, prefix: isIpv4 ? prefix + 96 : prefix, isIpv4 };
}

/** Eight groups of 16 bits; `::` stands for at least one group of zeros. */
function groupsOf(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [first = [], second] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const written = [...first, ...(second ?? [])];
  if (written.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const missing = 8 - written.length;
  if (second === undefined ? missing !== 0 : missing < 1) return undefined;
  const zeros = Array.from({ length: missing }, () => '0');
  return [...first, ...zeros, ...(second ?? [])].map((group) => Number.parseInt(group, 16));
}

/** The leading bits of an address; the others are zero. */
export function mask(address: bigint, prefix: number, bits: 32 | 128): bigint {
  const rest = BigInt(bits - prefix);
  return (address >> rest) << rest;
}

export function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}

/** All eight groups with four digits each. */
export function ipv6Text(address: bigint): string {
  return (address.toString(16).padStart(32, '0').match(/.{4}/g) ?? []).join(':');
}
