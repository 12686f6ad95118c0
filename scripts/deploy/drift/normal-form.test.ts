import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../model/arm.ts';
import { secondsOf } from './iso-duration.ts';
import { normalForm } from './normal-form.ts';

/** Capitals as a list of coins says. */
function recase(text: string, coins: readonly boolean[]): string {
  return [...text].map((c, i) => (coins[i % coins.length] ? c.toUpperCase() : c.toLowerCase())).join('');
}

/** The same span of time in other units. */
function restate(text: string, seed: number): string {
  const seconds = secondsOf(text);
  if (seconds === undefined) return text;
  const forms = [
    `PT${seconds}S`,
    ...(seconds % 60 === 0 ? [`PT${seconds / 60}M`] : []),
    ...(seconds % 3_600 === 0 ? [`PT${seconds / 3_600}H`] : []),
    ...(seconds % 86_400 === 0 ? [`P${seconds / 86_400}D`] : []),
  ];
  return forms[seed % forms.length] ?? text;
}

interface Weather {
  readonly coins: readonly boolean[];
  readonly seed: number;
}

const weather: fc.Arbitrary<Weather> = fc.record({
  coins: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
  seed: fc.nat(1_000),
});

const enumerations = new Set(['severity', 'kind', 'tier', 'type', 'triggerOperator', 'publicNetworkAccess']);
const sets = new Set(['tactics', 'techniques']);

/** A value as Azure may answer it when it was given this one. */
function azureShape(value: Json, key: string, { coins, seed }: Weather): Json {
  if (typeof value === 'number' || typeof value === 'boolean') return coins[0] ? String(value) : value;
  if (typeof value === 'string') {
    if (key === 'location') return coins[0] ? 'West Europe' : value;
    if (key.endsWith('Id') || enumerations.has(key) || sets.has(key)) return recase(value, coins);
    return restate(value, seed).replaceAll('\n', coins[0] ? '\r\n' : '\n');
  }
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => azureShape(item, key, { coins, seed }));
    return (sets.has(key) || key === 'appSettings') && coins[0] ? items.toReversed() : items;
  }
  if (value === null) return null;
  const entries = Object.entries(value).map(
    ([name, member]) => [recase(name, coins), azureShape(member, name, { coins, seed })] as const,
  );
  const extras: readonly (readonly [string, Json])[] = coins[0]
    ? [
        ['addedByAzure', null],
        ['empty', []],
      ]
    : [];
  return Object.fromEntries([...(seed % 2 === 0 ? entries.toReversed() : entries), ...extras]);
}

const duration = fc
  .tuple(fc.constantFrom('M', 'H', 'D'), fc.integer({ min: 1, max: 60 }))
  .map(([unit, count]) => (unit === 'D' ? `P${count}D` : `PT${count}${unit}`));
const word = fc.stringMatching(/^[A-Za-z]{1,8}$/);

const resource = fc.record({
  location: fc.constant('westeurope'),
  kind: word,
  workspaceResourceId: word.map((name) => `/subscriptions/1/resourceGroups/${name}/providers/X.Y/z/${name}`),
  properties: fc.record({
    query: fc.string().map((text) => `T | where a == "${text}"\n| take 1`),
    queryFrequency: duration,
    severity: word,
    enabled: fc.boolean(),
    triggerThreshold: fc.integer({ min: 0, max: 10_000 }),
    tactics: fc.uniqueArray(word, { minLength: 1, selector: (text) => text.toLowerCase() }),
    entityMappings: fc.array(fc.record({ columnName: word, identifier: word })),
    appSettings: fc.uniqueArray(fc.record({ name: word, value: fc.string() }), {
      selector: ({ name }) => name.toLowerCase(),
    }),
  }),
}) as unknown as fc.Arbitrary<JsonObject>;

describe('the normal form', () => {
  test('is the same for what Azure answers in another shape', () => {
    fc.assert(
      fc.property(resource, weather, (value, how) => {
        expect(normalForm(azureShape(value, '', how))).toEqual(normalForm(value));
      }),
    );
  });

  test('is its own normal form', () => {
    fc.assert(
      fc.property(resource, (value) => {
        const once = normalForm(value);
        expect(normalForm(once)).toEqual(once);
      }),
    );
  });

  test.each<readonly [string, Json, Json]>([
    ['query', 'T | take 1', 't | take 1'],
    ['columnName', 'ActorName', 'actorName'],
    ['displayName', 'A', 'a'],
    ['queryFrequency', 'PT5M', 'PT6M'],
    ['triggerThreshold', 0, 1],
    ['enabled', true, false],
    ['entityMappings', ['a', 'b'], ['b', 'a']],
    ['tactics', ['a'], ['a', 'b']],
    ['appSettings', [{ name: 'a', value: '1' }], [{ name: 'a', value: '2' }]],
    ['customDetails', { Actor: 'a' }, { actor: 'a' }],
    ['serializedData', '{"a":1}', '{"a":2}'],
  ])('of %s tells %j from %j', (key, a, b) => {
    expect(normalForm(a, key)).not.toEqual(normalForm(b, key));
  });

  test('of a text that holds JSON is what it says', () => {
    expect(normalForm('{ "b": 1, "a": [] }', 'serializedData')).toEqual(
      normalForm('{"b":1}', 'serializedData'),
    );
  });
});

test.each([
  ['PT60M', 3_600],
  ['P1DT1H', 90_000],
  ['PT5.000S', 5],
  ['P2W', 1_209_600],
  ['P', undefined],
  ['PT', undefined],
  ['P1DT', undefined],
  ['P1M', undefined],
  ['PT0.5S', undefined],
])('%s is %s seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});
