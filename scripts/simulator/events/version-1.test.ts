import { expect, test } from 'vitest';
import { toVersion1 } from './version-1.ts';

test('version 1 lacks the accounts and the kinds of users, and nothing else', () => {
  const person = { uuid: 'P', name: 'N', email: 'e' };
  const later = { ...person, user_type: 'user', user_account_uuid: 'A' };
  expect(
    toVersion1({
      uuid: 'U',
      account_uuid: 'A',
      actor_type: 'user',
      actor_account_uuid: 'A',
      actor_details: person,
      target_user: later,
      user: later,
      session: null,
    }),
  ).toEqual({ uuid: 'U', actor_details: person, target_user: person, user: person, session: null });
});

test.each([null, 7, 'text', [1]])('%j, which is no event, stays as it is', (value) => {
  expect(toVersion1(value)).toEqual(value);
});
