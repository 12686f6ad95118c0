/** Other forms of text and numbers. Source: Kusto reference, the page that each entry names. */
import { jsonOf } from '../values/convert.ts';
import { isArray, isBag, type Dynamic } from '../values/dynamic.ts';
import type { Int64 } from '../values/int64.ts';
import type { Value } from '../values/scalar.ts';
import { fromBase64, toBase64, utf8Text } from './encoding-bytes.ts';
import { fromPunycode, toPunycode } from './encoding-punycode.ts';
import { nullable, Refusal, scalar, type ScalarFunction } from './function.ts';
import { inflateGzip, inflateZlib } from './encoding-inflate.ts';
import { ofTexts, textReader } from './text-value.ts';

const encodeText = ofTexts('base64-encode-tostring-function', (text = '') =>
  toBase64(new TextEncoder().encode(text)),
);

const decodeText = ofTexts('base64-decode-tostring-function', (text = '') => {
  const bytes = decodeBase64(text);
  return (bytes && utf8Text(bytes)) ?? '';
});

function decodeBase64(text: string): Uint8Array | undefined {
  if (/\s/.test(text)) throw new Refusal('Blanks in base64 are not supported.');
  return fromBase64(text);
}

/** The first three parts of a guid have their lowest byte first. */
function guidBytes(guid: string): Uint8Array {
  const bytes = Uint8Array.from(guid.replaceAll('-', '').match(/../g) ?? [], (digits) =>
    Number.parseInt(digits, 16),
  );
  return swapGuid(bytes);
}

function swapGuid(bytes: Uint8Array): Uint8Array {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Uint8Array.from(order, (at) => bytes[at] ?? 0);
}

/** In the reference's example of reading a guid the third part has its highest byte first. */
function guidText(bytes: Uint8Array): string {
  const swapped = swapGuid(bytes);
  swapped.subarray(6, 8).reverse();
  const digits = Array.from(swapped, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const tohex: ScalarFunction = {
  page: 'tohex-function',
  specialize:
    ([type]) =>
    (value, length = 0) => {
      if (type !== 'int' && type !== 'long') throw new Refusal(`tohex of ${type} is not supported.`);
      const digits = BigInt.asUintN(type === 'int' ? 32 : 64, BigInt(value as Int64)).toString(16);
      return digits.padStart(Math.min(Number(length), 16), '0');
    },
};

const fromCodePoints: ScalarFunction = nullable('unicode-codepoints-to-string-function', (...args) => {
  const points = args.flatMap((arg): readonly Dynamic[] => (isArray(arg) ? arg : [arg as Dynamic]));
  const isText = points.every((point) => {
    const code = typeof point === 'number' ? point : -1;
    return code >= 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
  });
  return isText ? points.map((point) => String.fromCodePoint(point as number)).join('') : '';
});

const toCodePoints = ofTexts('unicode-codepoints-from-string-function', (text = '') =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0),
);

/** Names of a bag in the order of their code units, at every depth. */
function canonical(value: Dynamic): Dynamic {
  if (isArray(value)) return value.map(canonical);
  if (!isBag(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, canonical(member)] as const);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.some(([key]) => /^(?:0|[1-9]\d*)$/.test(key)))
    throw new Refusal('Names of digits are not supported here.');
  return Object.fromEntries(entries);
}

const dynamicToJson: ScalarFunction = {
  page: 'dynamic-to-json-function',
  takesNull: true,
  specialize: ([type]) => {
    if (type !== 'dynamic') return textReader(type);
    return (value = null) => {
      if (!isArray(value) && !isBag(value))
        throw new Refusal('dynamic_to_json of a scalar is not supported.');
      return jsonOf(canonical(value));
    };
  },
};

/** Labels of a domain name, with the full stops that it is written with. */
function mapLabels(domain: string, map: (label: string) => string | undefined): string {
  const labels = domain.split(/[.\u3002\uff0e\uff61]/).map(map);
  return labels.every((label) => label !== undefined) ? labels.join('.') : '';
}

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

function decompress(page: string, inflate: (bytes: Uint8Array) => Uint8Array | undefined): ScalarFunction {
  return ofTexts(page, (text = '') => {
    const bytes = decodeBase64(text);
    const inflated = bytes && inflate(bytes);
    return (inflated && utf8Text(inflated)) ?? '';
  });
}

export const encoding: Readonly<Record<string, ScalarFunction>> = {
  base64_encode_tostring: encodeText,
  base64_encodestring: encodeText,
  base64_decode_tostring: decodeText,
  base64_decodestring: decodeText,
  base64_decode_toarray: ofTexts('base64-decode-toarray-function', (text = '') => {
    const bytes = decodeBase64(text);
    return bytes ? [...bytes] : null;
  }),
  base64_encode_fromarray: nullable('base64-encode-fromarray-function', (list = null): Value => {
    const isBytes =
      isArray(list) && list.every((byte) => typeof byte === 'number' && byte >= 0 && byte <= 255);
    return isBytes ? toBase64(Uint8Array.from(list as readonly number[])) : '';
  }),
  base64_encode_fromguid: scalar('base64-encode-fromguid-function', (guid) =>
    toBase64(guidBytes(String(guid))),
  ),
  base64_decode_toguid: ofTexts('base64-decode-toguid-function', (text = '') => {
    const bytes = decodeBase64(text);
    return bytes?.length === 16 ? guidText(bytes) : null;
  }),
  tohex,
  unicode_codepoints_from_string: toCodePoints,
  to_utf8: toCodePoints,
  unicode_codepoints_to_string: fromCodePoints,
  make_string: fromCodePoints,
  dynamic_to_json: dynamicToJson,
  punycode_from_string: ofTexts('punycode-from-string-function', (text = '') => {
    if (text !== '' && isAscii(text)) throw new Refusal('Punycode of plain ASCII is not supported.');
    return toPunycode(text);
  }),
  punycode_to_string: ofTexts('punycode-to-string-function', (text = '') => fromPunycode(text) ?? ''),
  punycode_domain_to_string: ofTexts('punycode-domain-to-string-function', (domain = '') =>
    mapLabels(domain, (label) => (isAscii(label) ? label : `xn--${toPunycode(label)}`)),
  ),
  punycode_domain_from_string: ofTexts('punycode-domain-from-string-function', (domain = '') =>
    mapLabels(domain, (label) => (label.startsWith('xn--') ? fromPunycode(label.slice(4)) : label)),
  ),
  gzip_decompress_from_base64_string: decompress('gzip-base64-decompress', inflateGzip),
  zlib_decompress_from_base64_string: decompress('zlib-base64-decompress-function', inflateZlib),
};
