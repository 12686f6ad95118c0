import { describe, expect, test } from 'vitest';
import {
  address,
  flag,
  integer,
  matching,
  oneOf,
  Refusal,
  secureAddress,
  shownValue,
  text,
  withoutSlash,
  type Setting,
} from './settings-form.ts';

function read(parse: Setting<unknown>['parse'], value: string): unknown {
  const found = parse(value);
  return found instanceof Refusal ? found.text : found;
}

const anyText: Setting<unknown> = { name: 'NAME', meaning: '', allowed: '', parse: text };

describe('the form', () => {
  const flagText = 'it must be true or false';
  test.each([
    ['true', true],
    ['TRUE', true],
    ['False', false],
    ['', flagText],
    ['1', flagText],
  ])('of a flag: %j is %j', (value, expected) => {
    expect(read(flag, value)).toBe(expected);
  });

  const range = 'it must be a whole number from 2 to 1000000000';
  test.each([
    ['2', 2],
    ['999999999', 999_999_999],
    ['1000000000', range],
    ['1', range],
    ['x2', range],
    ['2x', range],
    ['2.5', range],
    ['-2', range],
    ['0x9', range],
  ])('of a number: %s is %j', (value, expected) => {
    expect(read(integer(2, 1_000_000_000), value)).toBe(expected);
  });

  test('of a number has both bounds in it', () => {
    expect(['4', '5', '7', '8'].map((value) => typeof read(integer(5, 7), value))).toEqual([
      'string',
      'number',
      'number',
      'string',
    ]);
  });

  test('of a choice knows no capitals', () => {
    expect(read(oneOf(['debug', 'info']), 'Info')).toBe('info');
    expect(read(oneOf(['debug', 'info']), 'inf')).toBe('it must be one of debug, info');
  });

  test('of a pattern is said in words', () => {
    expect(read(matching(/^a+$/, 'a row of a'), 'aa')).toBe('aa');
    expect(read(matching(/^a+$/, 'a row of a'), 'ab')).toBe('it must be a row of a');
  });
});

describe('an address', () => {
  const noHttps = 'it must begin with https://';
  test.each([
    ['https://a.example.com', 'https://a.example.com'],
    ['https://a.example.com//', 'https://a.example.com'],
    ['https://a.example.com/b//c/', 'https://a.example.com/b//c'],
    ['a.example.com', 'it must be an address that begins with https://'],
    ['ftp://a.example.com', noHttps],
    ['http://a.example.com', noHttps],
    ['https://u@a.example.com', 'it must not hold a user name'],
    ['https://:p@a.example.com', 'it must not hold a user name'],
    ['https://a.example.com?b', 'it must end behind the host'],
    ['https://a.example.com#b', 'it must end behind the host'],
    ['http://localhost:1/', 'http://localhost:1'],
    ['http://127.0.0.1:1', 'http://127.0.0.1:1'],
    ['http://127.1.22.255', 'http://127.1.22.255'],
    ['http://[::1]:1', 'http://[::1]:1'],
    ['http://128.0.0.1', noHttps],
    ['http://127.0.0.1.example.com', noHttps],
    ['http://a.127.0.0.com', noHttps],
    ['http://localhost.example.com', noHttps],
  ])('%s is read as %s', (value, expected) => {
    expect(read(secureAddress, value)).toBe(expected);
  });

  test('may be of http where the caller says who gets it', () => {
    expect(withoutSlash(address('http://a.example.com/') as URL)).toBe('http://a.example.com');
    expect(read(address, 'mailto:a')).toBe(noHttps);
  });
});

test.each([
  ['short', ' ("short")'],
  ['x'.repeat(81), ` ("${'x'.repeat(80)}")`],
  ['wendy@example.com', ''],
  ['Bearer abcdefghijkl', ' ("Bearer [hidden]")'],
])('a message shows %s as%s', (value, expected) => {
  expect(shownValue(anyText, value)).toBe(expected);
  expect(shownValue({ ...anyText, isSecret: true }, value)).toBe('');
});
