import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../model/arm.ts';
import { resourcesOf } from '../template/resources.ts';
import { chosenRules, offeredRules } from './rule-choice.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject;
const place = { subscriptionId: 's', tenantId: 't', resourceGroup: 'g', location: 'l' };
const rules = offeredRules(resourcesOf({ template, parameters: { workspace: 'w' }, place }));
const [first, second] = rules;

describe('rules to enable', () => {
  test('are those of the template', () => {
    expect(rules).toHaveLength(18);
    for (const { id, name } of rules) {
      expect(id).toMatch(/^[0-9a-f]{8}-/);
      expect(name).toMatch(/^1Password - /);
    }
  });

  test.each([
    [['all'], 18],
    [['ALL'], 18],
    [['none'], 0],
    [[], 0],
    [[' '], 0],
  ])('%j', (words, count) => {
    expect(chosenRules(words, rules)).toHaveLength(count);
  });

  test('are named in any case, with hyphens for blanks, with or without the beginning, or by id', () => {
    const name = first?.name ?? '';
    const short = name.replace('1Password - ', '');
    const forms = [
      name,
      name.toLowerCase(),
      short,
      short.toUpperCase(),
      short.replaceAll(' ', '-'),
      first?.id ?? '',
    ];
    for (const form of forms) expect(chosenRules([form], rules)).toEqual([first?.id]);
  });

  test('are taken once, in the order given', () => {
    const ids = chosenRules([second?.name ?? '', first?.name ?? '', second?.id ?? ''], rules);
    expect(ids).toEqual([second?.id, first?.id]);
  });

  test('that there are not are told with the nearest name', () => {
    const wrong = first?.name.replace('1Password - ', '').slice(0, -1) ?? '';
    expect(() => chosenRules([wrong], rules)).toThrow(/Did you mean "Changes to firewall rules"\?/);
    expect(() => chosenRules(['all', 'none'], rules)).toThrow('knows no analytics rule "all"');
  });
});
