import { expect, test } from 'vitest';
import { hostOf, parseApiEndpoint, regions } from './api-endpoint.ts';
import { Refusal } from './settings-form.ts';

const choice =
  ' Use one of https://events.1password.com, https://events.ent.1password.com, https://events.1password.ca, https://events.1password.eu.';

test.each([
  [undefined, 'it is missing'],
  ['', 'it is missing'],
  [7, 'it is missing'],
  ['events.1password.com', 'it must be an address that begins with https://'],
  ['nothing', 'it must be an address that begins with https://'],
  ['http://events.1password.com', 'it must begin with https://'],
  ['https://events.1password.com/api', 'it must end behind the host'],
  ['https://events.1password.com?x', 'it must end behind the host'],
  ['https://user@events.1password.com', 'it must not hold a user name'],
  ['https://events.example.com', 'events.example.com is not a host of 1Password'],
  ['https://1password.com', '1password.com is not a host of 1Password'],
  ['https://events-1password.com', 'events-1password.com is not a host of 1Password'],
  [`https://${'a.'.repeat(60)}example.com`, `${'a.'.repeat(40)} is not a host of 1Password`],
])('%j is refused', (value, why) => {
  const refusal = parseApiEndpoint(value, false) as Refusal;
  expect(refusal).toBeInstanceOf(Refusal);
  const text = refusal.text.replace('The setting apiEndpoint cannot be used: ', '');
  expect(text).toBe(`${why}.${choice}`);
});

test.each([...regions, 'https://events.1password.eu//', 'https://b5test.1password.com'])(
  '%s is taken',
  (value) => {
    expect(parseApiEndpoint(value, false)).toBe(value.replace(/\/+$/, ''));
  },
);

test('any host is taken where that is allowed, over http too', () => {
  expect(parseApiEndpoint('http://localhost:8080/', true)).toBe('http://localhost:8080');
  expect(parseApiEndpoint('http://localhost:8080/api', true)).toBeInstanceOf(Refusal);
});

test('the host has a port only where the address has one', () => {
  expect([hostOf('https://events.1password.com'), hostOf('http://localhost:8080')]).toEqual([
    'events.1password.com',
    'localhost:8080',
  ]);
});
