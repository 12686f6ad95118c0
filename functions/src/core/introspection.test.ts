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
    `{"features":[],"account_uuid":"${'A-_9'.repeat(16)}"}`,
    { integrationUuid: '', accountUuid: 'A-_9'.repeat(16), features: [] },
  ],
  [
    `{"features":[],"account_uuid":"${'A'.repeat(65)}"}`,
    { integrationUuid: '', accountUuid: undefined, features: [] },
  ],
  [
    '{"features":[],"account_uuid":7,"uuid":7}',
    { integrationUuid: '', accountUuid: undefined, features: [] },
  ],
  ['{"features":[],"account_uuid":""}', { integrationUuid: '', accountUuid: undefined, features: [] }],
  ['{"features":[],"account_uuid":"a/b"}', { integrationUuid: '', accountUuid: undefined, features: [] }],
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
