/** Functions of IP addresses. Source: Kusto reference, the page that each entry names. */
import type { Int64 } from '../values/int64.ts';
import type { Value } from '../values/scalar.ts';
import { Refusal, scalar, type ScalarFunction } from './function.ts';
import { hasOctal, ipv4Text, ipv6Text, mask, parseIpv4, parseIpv6, type Network } from './ip-address.ts';
import { ofTexts, remember, textReader, textsOf } from './text-value.ts';

function readIpv4(text: Value | undefined): Network | null {
  const written = String(text);
  if (hasOctal(written) || /^\s|\s$/.test(written))
    throw new Refusal(`The address ${written} is not supported.`);
  return parseIpv4(written);
}

function readIpv6(text: Value | undefined): Network | null {
  const written = String(text);
  if (hasOctal(written) || /^\s|\s$|[%[]/.test(written))
    throw new Refusal(`The address ${written} is not supported.`);
  return parseIpv6(written);
}

function sign(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** -1, 0 or 1 over the bits that all prefixes have in common; null where one is no address. */
function compareIpv4(first: Value | undefined, second: Value | undefined, limit: Value = 32): number | null {
  const [a, b, most] = [readIpv4(first), readIpv4(second), Number(limit)];
  if (!a || !b || !(most >= 0 && most <= 32)) return null;
  const prefix = Math.min(a.prefix, b.prefix, most);
  return sign(mask(a.address, prefix, 32), mask(b.address, prefix, 32));
}

function compareIpv6(first: Value | undefined, second: Value | undefined, limit: Value = 128): number | null {
  const [a, b, most] = [readIpv6(first), readIpv6(second), Number(limit)];
  if (!a || !b || !(most >= 0 && most <= 128)) return null;
  const compare = (bits: number): number => {
    const prefix = Math.min(a.prefix, b.prefix, bits);
    return sign(mask(a.address, prefix, 128), mask(b.address, prefix, 128));
  };
  const found = compare(most);
  if (a.isIpv4 && b.isIpv4 && most <= 32 && found !== compare(most + 96)) {
    throw new Refusal(`A prefix of ${most} bits for IPv4 addresses is not supported here.`);
  }
  return found;
}

type Read = (text: Value | undefined) => Network | null;

/** Whether an address lies in a network; null where one of the two is none. */
function isInRange(a: Network | null, b: Network | null, bits: 32 | 128): boolean | null {
  if (!a || !b) return null;
  const isWithin = mask(a.address, b.prefix, bits) === mask(b.address, b.prefix, bits);
  if (a.prefix < b.prefix && mask(a.address, a.prefix, bits) === mask(b.address, a.prefix, bits)) {
    throw new Refusal('A network in place of an address is not supported here.');
  }
  return isWithin;
}

function inAnyRange(page: string, read: Read, bits: 32 | 128): ScalarFunction {
  return {
    page,
    specialize: ([, ...types]) => {
      const networksOf = remember((ranges) => textsOf(ranges, types).map(read));
      return (text, ...ranges) => {
        const address = read(text);
        if (!address) return null;
        const networks = networksOf(ranges);
        if (networks.includes(null)) throw new Refusal('A list with a range that is none is not supported.');
        return networks.some((network) => isInRange(address, network, bits));
      };
    },
  };
}

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(
  (text) => parseIpv4(text) as Network,
);

function isPrivate(text: Value | undefined): boolean | null {
  const network = readIpv4(text);
  if (!network) return null;
  const lowest = mask(network.address, network.prefix, 32);
  return privateNetworks.some(({ address, prefix }) => mask(lowest, prefix, 32) === address);
}

/** Text with an address, or the address as a number, with its own prefix and the one given. */
function formatted(page: string, format: (address: bigint, prefix: number) => string): ScalarFunction {
  return {
    page,
    specialize:
      ([type]) =>
      (ip, limit = 32) => {
        const number = type === 'string' ? undefined : BigInt(ip as Int64);
        if (number !== undefined && (number < 0n || number >> 32n)) return '';
        const network = number === undefined ? readIpv4(ip) : { address: number, prefix: 32 };
        const most = Number(limit);
        if (!network || !(most >= 0 && most <= 32)) return '';
        const prefix = Math.min(network.prefix, most);
        return format(mask(network.address, prefix, 32), prefix);
      },
  };
}

function parsedIpv4(text: Value | undefined, limit: Value = 32): Value {
  const [network, most] = [readIpv4(text), Number(limit)];
  if (!network || !(most >= 0 && most <= 32)) return null;
  return Number(mask(network.address, Math.min(network.prefix, most), 32));
}

function parsedIpv6(text: Value | undefined, limit: Value = 128): string {
  const [network, most] = [readIpv6(text), Number(limit)];
  if (!network || !(most >= 0 && most <= 128)) return '';
  return ipv6Text(mask(network.address, Math.min(network.prefix, most), 128));
}

/** The fewest networks that hold all addresses from the first to the last. */
function toNetworks(first: Value | undefined, last: Value | undefined): Value {
  const [start, end] = [readIpv4(first), readIpv4(last)];
  if (!start || !end || start.prefix + end.prefix < 64 || start.address > end.address) {
    throw new Refusal('A range that does not lead from one address to a later one is not supported.');
  }
  const networks: string[] = [];
  for (let address = start.address; address <= end.address;) {
    let size = 0;
    while (
      size < 32 &&
      address % (2n << BigInt(size)) === 0n &&
      address + (2n << BigInt(size)) - 1n <= end.address
    )
      size++;
    networks.push(`${ipv4Text(address)}/${32 - size}`);
    address += 1n << BigInt(size);
  }
  return networks;
}

const isMatch = (order: number | null): boolean | null => (order === null ? null : order === 0);

export const ip: Readonly<Record<string, ScalarFunction>> = {
  ipv4_compare: scalar('ipv4-compare-function', compareIpv4),
  ipv4_is_match: scalar('ipv4-is-match-function', (a, b, limit) => isMatch(compareIpv4(a, b, limit))),
  ipv6_compare: scalar('ipv6-compare-function', compareIpv6),
  ipv6_is_match: scalar('ipv6-is-match-function', (a, b, limit) => isMatch(compareIpv6(a, b, limit))),
  ipv4_is_in_range: scalar('ipv4-is-in-range-function', (a, range) =>
    isInRange(readIpv4(a), readIpv4(range), 32),
  ),
  ipv6_is_in_range: scalar('ipv6-is-in-range-function', (a, range) =>
    isInRange(readIpv6(a), readIpv6(range), 128),
  ),
  ipv4_is_in_any_range: inAnyRange('ipv4-is-in-any-range-function', readIpv4, 32),
  ipv6_is_in_any_range: inAnyRange('ipv6-is-in-any-range-function', readIpv6, 128),
  ipv4_is_private: scalar('ipv4-is-private-function', isPrivate),
  ipv4_netmask_suffix: scalar('ipv4-netmask-suffix-function', (text) => readIpv4(text)?.prefix ?? null),
  ipv4_range_to_cidr_list: scalar('ipv4-range-to-cidr-list-function', toNetworks),
  parse_ipv4: ofTexts('parse-ipv4-function', (text = '') => parsedIpv4(text)),
  parse_ipv4_mask: scalar('parse-ipv4-mask-function', parsedIpv4),
  parse_ipv6: ofTexts('parse-ipv6-function', (text = '') => parsedIpv6(text)),
  parse_ipv6_mask: scalar('parse-ipv6-mask-function', parsedIpv6),
  format_ipv4: formatted('format-ipv4-function', ipv4Text),
  format_ipv4_mask: formatted(
    'format-ipv4-mask-function',
    (address, prefix) => `${ipv4Text(address)}/${prefix}`,
  ),
};

/** Addresses that stand in a text with no letter or digit beside them. */
const addressInText = /(?<![\p{L}\p{Nd}])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{Nd}])/gu;

function addressesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(addressInText), ([found]) => found).filter((found) => parseIpv4(found));
}

type TextTest = (address: string, search: string) => boolean;

function searching(page: string, isSearch: (search: string) => boolean, test: TextTest): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize: ([type, ...types]) => {
      const read = textReader(type);
      const searchesOf = remember((list) => textsOf(list, types).filter(isSearch));
      return (source, ...list) => {
        const text = read(source);
        const searches = searchesOf(list).filter((search) => text.includes(search));
        if (searches.length === 0) return false;
        const found = addressesIn(text).some((address) => searches.some((search) => test(address, search)));
        if (/(?:\d+\.){4}\d|\.\d+(?:\.\d+){3}/.test(text) || hasOctal(text))
          throw new Refusal(`The text ${text} is not supported.`);
        return found;
      };
    },
  };
}

const isAddress = (search: string): boolean => !search.includes('/') && parseIpv4(search) !== null;
const isPrefix = (search: string): boolean =>
  isAddress(search) ||
  (/^(?:\d{1,3}\.){1,3}$/.test(search) && search.split('.').every((octet) => Number(octet) <= 255));
const equals: TextTest = (address, search) => address === search;
const begins: TextTest = (address, search) =>
  search.endsWith('.') ? address.startsWith(search) : address === search;

export const ipInText: Readonly<Record<string, ScalarFunction>> = {
  has_ipv4: searching('has-ipv4-function', isAddress, equals),
  has_any_ipv4: searching('has-any-ipv4-function', isAddress, equals),
  has_ipv4_prefix: searching('has-ipv4-prefix-function', isPrefix, begins),
  has_any_ipv4_prefix: searching('has-any-ipv4-prefix-function', isPrefix, begins),
};
