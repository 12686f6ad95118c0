import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

const networks = `let N = datatable(network:string, place:string)["5.8.0.0/19", "a", "2.20.183.12", "b", "none", "c",
  "2001:db8::/32", "d"];`;
const addresses = 'datatable(ip:string)["5.8.31.255", "5.8.32.0", "2.20.183.12", "", "2001:db8:1::1"]';

test.each([
  [
    'ipv4_lookup(N, ip, network)',
    [
      ['5.8.31.255', 'a'],
      ['2.20.183.12', 'b'],
    ],
  ],
  [
    'ipv6_lookup(N, ip, network)',
    [
      ['5.8.31.255', 'a'],
      ['2.20.183.12', 'b'],
      ['2001:db8:1::1', 'd'],
    ],
  ],
  [
    'ipv4_lookup(N, ip, network, return_unmatched = true)',
    [
      ['5.8.31.255', 'a'],
      ['5.8.32.0', ''],
      ['2.20.183.12', 'b'],
      ['', ''],
      ['2001:db8:1::1', ''],
    ],
  ],
])('%s', (call, expected) => {
  expect(ask(`${networks} ${addresses} | evaluate ${call} | project ip, place`)).toEqual(expected);
});

test.each([
  'let N = datatable(n:string)["1.0.0.0/8", "1.2.0.0/16"]; print ip="1.2.3.4" | evaluate ipv4_lookup(N, ip, n)',
  'let N = datatable(n:string)["1.0.0.0/8"]; print ip="1.2.3.0/24" | evaluate ipv4_lookup(N, ip, n)',
  'let N = datatable(n:string)["1.0.0.0/8"]; print ip="1.02.3.0" | evaluate ipv4_lookup(N, ip, n)',
  'let N = datatable(n:string, k:string)["1.0.0.0/8", ""]; print ip="1.2.3.0", k="" | evaluate ipv4_lookup(N, ip, n, k)',
])('%s is refused', (query) => {
  expect(() => ask(query)).toThrow('not supported');
});
