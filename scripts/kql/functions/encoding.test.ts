import { deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';
import { inflateGzip, inflateZlib } from './encoding-inflate.ts';
import { fromPunycode, toPunycode } from './encoding-punycode.ts';

const cases: readonly (readonly [expression: string, expected: unknown])[] = [
  ["base64_encode_tostring('Kusto é')", 'S3VzdG8gw6k='],
  ["base64_decode_tostring('S3VzdG8=')", 'Kusto'],
  ["base64_decode_tostring('U3RyaW5n0KHR0tGA0L7Rh9C60LA=')", ''],
  ["base64_decode_tostring('S3VzdG8')", ''],
  ["base64_decode_toarray('S3VzdG8=')", [75, 117, 115, 116, 111]],
  ["base64_decode_toarray('?')", null],
  ['base64_encode_fromarray(dynamic([75, 117]))', 'S3U='],
  ['base64_encode_fromarray(dynamic(null))', ''],
  ['base64_encode_fromguid(guid(ae3133f2-6e22-49ae-b06a-16e6a9b212eb))', '8jMxriJurkmwahbmqbIS6w=='],
  ["base64_decode_toguid('JpbpECu8dUy7Pv5gbeJXAA==')", '10e99626-bc2b-754c-bb3e-fe606de25700'],
  ["base64_decode_toguid('abcd1231')", null],
  ['tohex(-256)', 'ffffffffffffff00'],
  ['tohex(toint(-256), 8)', 'ffffff00'],
  ['tohex(256, 8)', '00000100'],
  ['tohex(long(9223372036854775807))', '7fffffffffffffff'],
  ['tohex(long(null))', ''],
  ["unicode_codepoints_from_string('⒦😀')", [9382, 128_512]],
  ['unicode_codepoints_to_string(dynamic([75, 117]), 115)', 'Kus'],
  ['unicode_codepoints_to_string(-1)', ''],
  [
    "dynamic_to_json(dynamic({'b': [2, {'d': 1, 'c': null}], 'A': 1.5}))",
    '{"A":1.5,"b":[2,{"c":null,"d":1}]}',
  ],
  ["punycode_from_string('académie-française')", 'acadmie-franaise-npb1a'],
  ["punycode_from_string('艺术')", 'cqv902d'],
  ["punycode_to_string('acadmie-franaise-npb1a')", 'académie-française'],
  ["punycode_domain_to_string('Riðill｡Skáldskaparmál｡org')", 'xn--Riill-jta.xn--Skldskaparml-dbbj.org'],
  ["punycode_domain_from_string('xn--Lin-8na.Celtchair.org')", 'Lúin.Celtchair.org'],
  [
    "gzip_decompress_from_base64_string('H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==')",
    '1234567890qwertyuiop',
  ],
  ["zlib_decompress_from_base64_string('eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=')", 'Test string 123'],
  ["zlib_decompress_from_base64_string('x0x0x0')", ''],
  ["url_encode('https://www.bing.com/hello world/é')", 'https%3a%2f%2fwww.bing.com%2fhello+world%2f%c3%a9'],
  ["url_encode_component('a b')", 'a%20b'],
  ["url_decode('https%3a%2f%2fwww.bing.com%2f%C3%A9')", 'https://www.bing.com/é'],
  ["parse_url('scheme://user:pass@host:1234/a/b?k1=v1&k2=#f').Port", '1234'],
  ["parse_url('https://host')['Query Parameters']", {}],
  ["parse_urlquery('k1=v1&k2=v2')", { 'Query Parameters': { k1: 'v1', k2: 'v2' } }],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test.each([
  "url_decode('a+b')",
  "url_decode('%zz')",
  "url_encode('(a)')",
  "parse_url('bing.com')",
  "parse_urlquery('a=1&a=2')",
  "punycode_from_string('abc')",
  "zlib_compress_to_base64_string('a')",
  "dynamic_to_json(dynamic('a'))",
])('refused: %s', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow('not supported');
});

test('what zlib compressed is decompressed', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ max: 5, maxLength: 3000 }),
      fc.integer({ min: 0, max: 9 }),
      (bytes, level) => {
        expect(inflateZlib(new Uint8Array(deflateSync(bytes, { level })))).toEqual(bytes);
        expect(inflateGzip(new Uint8Array(gzipSync(bytes, { level })))).toEqual(bytes);
      },
    ),
    { numRuns: 60 },
  );
});

test('far repetitions are found', () => {
  let seed = 7;
  const start = Uint8Array.from({ length: 32_000 }, () => (seed = (seed * 48_271) % 2_147_483_647) & 255);
  for (const distance of [300, 5000, 9000, 13_000, 20_000, 31_000]) {
    const bytes = Uint8Array.from([...start, ...start.subarray(-distance, -distance + 258)]);
    expect(inflateZlib(new Uint8Array(deflateSync(bytes)))).toEqual(bytes);
  }
});

test('damage gives nothing, and no exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 60 }), (bytes) => {
      const whole = new Uint8Array(deflateSync(bytes));
      expect(inflateZlib(whole.subarray(0, -1))).toBeUndefined();
      whole[whole.length - 1] = (whole.at(-1) ?? 0) ^ 1;
      expect(inflateZlib(whole)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test('punycode is read back', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'z', '0', '-', 'é', 'ß', '艺', '😀'),
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(text, (own) => {
      fc.pre(/[^\0-\x7f]/.test(own));
      expect(fromPunycode(toPunycode(own))).toBe(own);
    }),
  );
});
