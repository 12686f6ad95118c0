/** Functions of URLs. Source: Kusto reference, the page that each entry names. */
import type { Bag } from '../values/dynamic.ts';
import { Refusal, type ScalarFunction } from './function.ts';
import { ofTexts } from './text-value.ts';
import { utf8Text } from './encoding-bytes.ts';

/** Every byte but letters, digits and `-._` as a percent sign and two digits in lower case. */
function encode(text: string, blank: string): string {
  if (/[!*()'~]/.test(text)) throw new Refusal("Encoding one of !*()'~ is not supported.");
  return text.replace(/[^0-9A-Za-z._-]+/g, (run) => {
    let encoded = '';
    for (const byte of new TextEncoder().encode(run)) {
      encoded += byte === 0x20 ? blank : `%${byte.toString(16).padStart(2, '0')}`;
    }
    return encoded;
  });
}

function decode(text: string): string {
  if (text.includes('+')) throw new Refusal('Decoding a plus sign is not supported.');
  return text.replace(/(?:%[0-9A-Fa-f]{2})+|%/g, (run) => {
    const bytes = Uint8Array.from(run.split('%').slice(1), (digits) => Number.parseInt(digits, 16));
    const decoded = run === '%' ? undefined : utf8Text(bytes);
    if (decoded === undefined) throw new Refusal(`Decoding ${text} is not supported.`);
    return decoded;
  });
}

function queryParameters(query: string): Bag {
  const parameters = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const [, key = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(pair) ?? [];
    if (key === '' || value === undefined || /[%+?#]/.test(pair) || parameters.has(key)) {
      throw new Refusal(`The query ${query} is not supported.`);
    }
    parameters.set(key, value);
  }
  return Object.fromEntries(parameters);
}

const urlForm =
  /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:([^/?#@:]*)(?::([^/?#@]*))?@)?([^/?#@:[\]]*)(?::(\d*))?(\/[^?#]*)?(?:\?([^#]*))?(?:#([\s\S]*))?$/;

function parseUrl(url: string): Bag {
  const match = urlForm.exec(url);
  if (!match) throw new Refusal(`The URL ${url} is not supported.`);
  const [
    ,
    scheme = '',
    user = '',
    password = '',
    host = '',
    port = '',
    path = '',
    query = '',
    fragment = '',
  ] = match;
  return {
    Scheme: scheme,
    Host: host,
    Port: port,
    Path: path,
    Username: user,
    Password: password,
    'Query Parameters': queryParameters(query),
    Fragment: fragment,
  };
}

const parseUrlFunction = ofTexts('parse-url-function', (url = '') => parseUrl(url));
const parseQueryFunction = ofTexts('parse-url-query-function', (query = '') => ({
  'Query Parameters': queryParameters(query),
}));

export const url: Readonly<Record<string, ScalarFunction>> = {
  url_encode: ofTexts('url-encode-function', (text = '') => encode(text, '+')),
  url_encode_component: ofTexts('url-encode-component-function', (text = '') => encode(text, '%20')),
  url_decode: ofTexts('url-decode-function', (text = '') => decode(text)),
  parse_url: parseUrlFunction,
  parseurl: parseUrlFunction,
  parse_urlquery: parseQueryFunction,
  parseurlquery: parseQueryFunction,
};
