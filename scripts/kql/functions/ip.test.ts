import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';
import { ipv6Text, mask, parseIpv4, parseIpv6 } from './ip-address.ts';

const cases: readonly (readonly [expression: string, expected: unknown])[] = [
  ["parse_ipv4('192.168.1.1/24')", 3_232_235_776],
  ["parse_ipv4('255.255.255.255/31')", 4_294_967_294],
  ["parse_ipv4('256.1.1.1')", null],
  ["parse_ipv4('1.1.1.1/33')", null],
  ["parse_ipv4('')", null],
  ["parse_ipv4_mask('127.0.0.1', 24)", 2_130_706_432],
  ["parse_ipv6('192.168.255.255/24')", '0000:0000:0000:0000:0000:ffff:c0a8:ff00'],
  ["parse_ipv6('fe80::85d:e82c:9446:7994')", 'fe80:0000:0000:0000:085d:e82c:9446:7994'],
  ["parse_ipv6('1::2::3')", ''],
  ["parse_ipv6_mask('::192.168.255.255/24', 128)", '0000:0000:0000:0000:0000:ffff:c0a8:ff00'],
  ["ipv4_compare('192.168.1.1/24', '192.168.1.255')", 0],
  ["ipv4_compare('10.0.0.2', '10.0.0.1')", 1],
  ["ipv4_compare('10.0.0.2', 'x')", null],
  ["ipv4_is_match('192.168.1.1', '192.168.1.0', 31)", true],
  ["ipv6_compare('192.168.1.1/24', '::ffff:c0a8:01ff', 127)", 0],
  ["ipv6_is_match('fe80::1', 'fe80::2')", false],
  ["ipv4_is_in_range('192.168.1.1', '192.168.1.255/24')", true],
  ["ipv4_is_in_range('x', '192.168.1.255/24')", null],
  ["ipv4_is_in_any_range('10.1.2.3', '127.0.0.1/8', '10.0.0.1/8')", true],
  ["ipv4_is_in_any_range('1.1.1.1', dynamic(['127.0.0.1/8']))", false],
  ["ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', '0:0:0:0:0:ffff:c0a8:ac/60')", false],
  ["ipv6_is_in_any_range('a5e::abcd', dynamic(['a5e::/112']))", true],
  ["ipv4_is_private('172.31.255.255')", true],
  ["ipv4_is_private('172.32.0.0')", false],
  ["ipv4_netmask_suffix('10.1.2.3')", 32],
  ["ipv4_range_to_cidr_list('1.1.128.0', '1.1.140.255')", ['1.1.128.0/21', '1.1.136.0/22', '1.1.140.0/24']],
  ["ipv4_range_to_cidr_list('0.0.0.0', '255.255.255.255')", ['0.0.0.0/0']],
  ["format_ipv4('192.168.1.1/24', 32)", '192.168.1.0'],
  ['format_ipv4(3232235777)', '192.168.1.1'],
  ["format_ipv4_mask('192.168.1.1', 24)", '192.168.1.0/24'],
  ["format_ipv4_mask('192.168.1.1', -1)", ''],
  ["has_ipv4('05:04:54 127.0.0.1 GET', '127.0.0.1')", true],
  ["has_ipv4('05:04:54127.0.0.1 GET', '127.0.0.1')", false],
  ["has_ipv4('x 127.0.0.256', '127.0.0.256')", false],
  ["has_any_ipv4('x 127.0.0.1', dynamic(['1.1.1.1', '127.0.0.1']))", true],
  ["has_ipv4_prefix('x 127.0.0.1', '127.0.')", true],
  ["has_ipv4_prefix('x 127.0.0.1', '127.0')", false],
  ["has_any_ipv4_prefix('x 127.0.0.1', '10.', '127.0.0.1')", true],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test.each([
  "parse_ipv4('010.1.1.1')",
  "ipv4_is_in_range('10.0.0.0/8', '10.0.0.0/16')",
  "ipv6_compare('192.168.1.1', '192.168.1.9', 30)",
  "has_ipv4('1.2.3.4.5', '1.2.3.4')",
])('refused: %s', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow('not supported');
});

test('the full form of an IPv6 address is read back, whole and masked', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (text, prefix) => {
      const network = parseIpv6(text);
      const own = mask(network?.address ?? 0n, prefix, 128);
      expect(parseIpv6(ipv6Text(own))?.address).toBe(own);
      expect(own >> 128n).toBe(0n);
    }),
  );
});

test('IPv4 addresses are the sum of their octets', () => {
  fc.assert(
    fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), ([a, b, c, d]) => {
      expect(Number(parseIpv4(`${a}.${b}.${c}.${d}`)?.address)).toBe(
        a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d,
      );
    }),
  );
});
