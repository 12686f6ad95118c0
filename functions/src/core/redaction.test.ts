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
  ['https://user:pass@host/', 'https://[hidden]@host/'],
  ['by wendy@example.com, today', 'by [e-mail], today'],
  ['ops_eyJzaWduSW5BZGRyZXNz', '[token]'],
  ['nothing to hide', 'nothing to hide'],
])('%s', (text, expected) => {
  expect(redactPatterns(text)).toBe(expected);
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
});
