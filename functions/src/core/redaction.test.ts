import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor, describeError, redactPatterns, redactTexts } from './redaction.ts';

const jwt = `eyJhbGciOiJFUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(20)}`;

test.each([
  [`token ${jwt} end`, 'token [token] end'],
  ['Authorization: Bearer abc.def', 'Authorization: [hidden]'],
  ['{"authorization":"Bearer abcdefghij","a":1}', '{"authorization":"[hidden]","a":1}'],
  ['Bearer abcdefghijkl', 'Bearer [hidden]'],
  [
    'https://x.blob.core.windows.net/a?sv=1&sig=abc%2Fdef&se=2',
    'https://x.blob.core.windows.net/a?sv=1&sig=[hidden]&se=2',
  ],
  ['AccountName=a;AccountKey=Zm9v==;EndpointSuffix=x', 'AccountName=a;AccountKey=[hidden];EndpointSuffix=x'],
  ['InstrumentationKey=0a-b;IngestionEndpoint=x', 'InstrumentationKey=[hidden];IngestionEndpoint=x'],
  ['https://user:pass@host/', 'https://[hidden]@host/'],
  ['by wendy@example.com, today', 'by [e-mail], today'],
  ['ops_eyJzaWduSW5BZGRyZXNz', '[token]'],
  ['nothing to hide', 'nothing to hide'],
  ['authorization = abc', 'authorization = [hidden]'],
  ['eyJabcde.x. end', '[token] end'],
])('%s', (text, expected) => {
  expect(redactPatterns(text)).toBe(expected);
});

test.each([
  'eyJabcde.',
  'authorization: , x',
  'bearerabcdefghijkl',
  'Bearer abcdefg',
  'ops_abcdefg',
  '?sig=&x=1',
  'AccountKey=;x',
  'https://@host',
  'at @example.com',
  'a@.com',
  'a@b.',
])('%s holds nothing', (text) => {
  expect(redactPatterns(text)).toBe(text);
});

test('a secret is known by its value, trimmed or as a part of an address', () => {
  const redact = createRedactor([' a/b c/d\n']);
  expect(redact('x a/b c/d y a%2Fb%20c%2Fd z')).toBe('x [hidden] y [hidden] z');
  expect(createRedactor(['secret', 'secret-long'])('secret-long')).toBe('[hidden]');
  expect(createRedactor(['12345', 'abcdef'])('12345 abcdef')).toBe('12345 [hidden]');
});

test('a secret never comes through, wherever it stands', () => {
  const secret = fc
    .string({ minLength: 6, unit: 'grapheme-ascii' })
    .filter((text) => text.trim().length >= 6);
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
      const redact = createRedactor([hidden]);
      expect(redact(`${before} ${hidden} ${hidden} ${after}`)).not.toContain(` ${hidden} `);
      expect(redactTexts({ a: [hidden, { b: hidden }], c: 1, d: null }, redact)).toMatchObject({
        c: 1,
        d: null,
      });
      expect(redactTexts({ a: [hidden, { b: hidden }] }, redact)).toEqual({
        a: [redact(hidden), { b: redact(hidden) }],
      });
    }),
  );
});

test('an error is its name and message, nothing that hangs on it', () => {
  const error = Object.assign(new TypeError(`failed with ${jwt}`), { request: { headers: 'secret' } });
  expect(describeError(error)).toBe('TypeError: failed with [token]');
  expect(describeError('text')).toBe('text');
  expect(describeError(Object.assign(new Error('m'), { toString: () => 'more' }))).toBe('Error: m');
  // Five hundred signs, or less where a word would be cut.
  expect(describeError('a '.repeat(400))).toHaveLength(499);
  expect(describeError(`x${'a '.repeat(400)}`)).toHaveLength(500);
});
