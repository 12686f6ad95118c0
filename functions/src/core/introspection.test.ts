import { expect, test } from 'vitest';
import { parseIntrospection } from './introspection.ts';

test.each([
  [
    '{"uuid":"I","issued_at":"x","features":["itemusages"],"account_uuid":"ACC"}',
    { integrationUuid: 'I', accountUuid: 'ACC', features: ['itemusages'] },
  ],
  [
    '{"uuid":"I","features":["later","auditevents"]}',
    { integrationUuid: 'I', accountUuid: undefined, features: ['auditevents'] },
  ],
  [
    '{"UUID":"I","IssuedAt":"x","Features":["signinattempts"]}',
    { integrationUuid: 'I', accountUuid: undefined, features: ['signinattempts'] },
  ],
  [
    '{"features":[],"account_uuid":"../other"}',
    { integrationUuid: '', accountUuid: undefined, features: [] },
  ],
])('%s', (body, expected) => {
  expect(parseIntrospection(body)).toEqual(expected);
});

test.each(['', '{}', '[]', '{"features":null}', '<html>'])('%s says nothing', (body) => {
  expect(parseIntrospection(body)).toBeUndefined();
});
