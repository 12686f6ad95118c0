import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../model/arm.ts';
import { addressOf, regionsOf } from './region.ts';

const regions = regionsOf(JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject);

function keyFor(...audience: readonly string[]): string {
  const payload = Buffer.from(JSON.stringify({ aud: audience })).toString('base64url');
  return `header0000.${payload}.signature`;
}

describe('the regions of a template', () => {
  test('have short names', () => {
    expect(regions.map(({ name }) => name)).toEqual(['com', 'ent', 'ca', 'eu']);
  });

  test.each([
    ['events.1password.com', 'https://events.1password.com'],
    ['events.ent.1password.com', 'https://events.ent.1password.com'],
    ['EVENTS.1password.eu', 'https://events.1password.eu'],
  ])('auto reads %s from the key', async (host, address) => {
    expect(await addressOf('auto', keyFor(host), regions)).toBe(address);
  });

  test('a region that is named counts, whatever the key says', async () => {
    expect(await addressOf('ca', keyFor('events.1password.eu'), regions)).toBe('https://events.1password.ca');
  });

  test.each([[keyFor('com.1password.streamingservice')], ['no token'], [keyFor()]])(
    'a key without a region is asked about',
    async (key) => {
      await expect(addressOf('auto', key, regions)).rejects.toThrow('give --region (com, ent, ca, eu)');
      const asked: string[] = [];
      const questions = {
        choose: (_: string, choices: readonly { value: string }[]) => {
          asked.push(...choices.map(({ value }) => value));
          return Promise.resolve('https://events.1password.eu');
        },
        confirm: () => Promise.resolve(true),
        secret: () => Promise.resolve(''),
      };
      expect(await addressOf('auto', key, regions, questions)).toBe('https://events.1password.eu');
      expect(asked).toHaveLength(4);
    },
  );

  test('a key of another host is refused', async () => {
    await expect(addressOf('auto', keyFor('events.example.com'), regions)).rejects.toThrow(
      'events.example.com',
    );
  });
});
