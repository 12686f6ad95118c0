import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClaims, tokenForm, trimToken } from './token.ts';

function tokenOf(payload: unknown): string {
  return `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;
}

describe('the payload of a token', () => {
  test('names host, features and expiry', () => {
    const token = tokenOf({
      aud: ['events.1Password.EU'],
      '1password.com/fts': ['itemusages', 'news', 'auditevents'],
      exp: 1_700_000_000,
    });
    expect(readClaims(token)).toEqual({
      host: 'events.1password.eu',
      features: ['auditevents', 'itemusages'],
      expiresAt: 1_700_000_000_000,
    });
  });

  test.each([
    [{ aud: 'https://localhost:8443/x' }, { host: 'localhost:8443' }],
    [{ aud: [7] }, { host: undefined }],
    [{ aud: '' }, { host: undefined }],
    [{ aud: ['HTTP://a.b/c/d'] }, { host: 'a.b' }],
    [{ aud: ['a.b/http://c.d'] }, { host: 'a.b' }],
    [{ aud: 'h'.repeat(300) }, { host: 'h'.repeat(200) }],
    [{ exp: 1.5 }, { expiresAt: 1_500 }],
    [{ aud: ['a.b/'] }, { host: 'a.b' }],
    [{ aud: ['a.b/c\nd'] }, { host: 'a.b/c\nd' }],
    [{ aud: ['x.http://c.d'] }, { host: 'x.http:' }],
    [{ exp: null }, { expiresAt: undefined }],
    [{ name: '???>>>' }, { host: undefined }],
    [
      { exp: 'soon', '1password.com/fts': 'all' },
      { expiresAt: undefined, features: undefined },
    ],
    [{ name: 'Zoë' }, { host: undefined }],
  ])('%j is read as far as it goes', (payload, expected) => {
    expect(readClaims(tokenOf(payload))).toMatchObject(expected);
  });

  test.each(['', 'a.b', 'a.b.c', 'ops_abc', `${tokenOf({})}.x`, tokenOf([1]), tokenOf(null)])(
    '%s has none',
    (token) => {
      expect(readClaims(token)).toBeUndefined();
    },
  );

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (text, payload) => {
        expect(() => [readClaims(text), readClaims(tokenOf(payload))]).not.toThrow();
      }),
    );
  });
});

test.each([
  ['', 'missing'],
  [' \n', 'missing'],
  ['@Microsoft.KeyVault(VaultName=v;SecretName=s)', 'unresolved-reference'],
  ['abc def', 'unusable'],
  ['abc\ndef', 'unusable'],
  ['abcü', 'unusable'],
  ['ab\u007f', 'unusable'],
  ['\u00fcabc', 'unusable'],
  ['!~', 'usable'],
  ['a@Microsoft.KeyVault(x)', 'usable'],
  [' eyJ.a.b\n', 'usable'],
])('%j is %s', (value, form) => {
  expect(tokenForm(trimToken(value))).toBe(form);
});
