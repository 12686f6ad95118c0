import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileWizard } from '../../scripts/compile/wizard/ui-definition.ts';
import { runWizard } from '../../scripts/wizard/session.ts';
import type { Value } from '../../scripts/wizard/value.ts';
import { parameters, regions, rules, solution, wizard } from './definition.ts';

const variants = [
  compileWizard({ wizard, regions, solution, rules }),
  compileWizard({ wizard, regions, solution, rules, contentOnly: true }),
];

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const text = fc.oneof(fc.constant(''), fc.string(), fc.constantFrom('Bearer x', 'a.b.c', 'rg1'));
const item = fc.record(
  {
    id: fc.constantFrom('/subscriptions/1/resourceGroups/rg1/x', '/x'),
    name: fc.constant('w'),
    location: text,
  },
  { requiredKeys: [] },
);

const answers = fc.record(
  {
    subscription: fc.record({ id: text, subscriptionId: text }, { requiredKeys: [] }),
    resourceGroup: fc.record({ mode: text, name: text, location: text }, { requiredKeys: [] }),
    location: text,
    basics: fc.record({ workspace: text }, { requiredKeys: [] }),
    steps: fc.record(
      {
        events: fc.record({ apiKey: text, apiEndpoint: text }, { requiredKeys: [] }),
        options: fc.record(
          {
            functionLocation: text,
            initialLookbackHours: fc.constantFrom('1', '24', '2880'),
            installWatchlist: fc.boolean(),
            enabledRules: fc.subarray(rules.map(({ id }) => id)),
            privilegedIds: text,
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const response: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.constant({}),
  fc.constant({ error: { code: 'NotFound' } }),
  fc.record({ value: fc.array(item, { maxLength: 3 }) }),
);

describe('every expression of the wizard', () => {
  it('has a value whatever is answered, with and without the branches not taken', () => {
    fc.assert(
      fc.property(
        answers,
        maybe(response),
        fc.boolean(),
        fc.boolean(),
        (given, answer, eagerIf, defaults) => {
          for (const definition of variants) {
            const view = runWizard(definition, given, { respond: () => answer, eagerIf, defaults });
            expect(view.failures).toEqual([]);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('has a value before anything is answered', () => {
    for (const definition of variants) {
      for (const eagerIf of [true, false]) {
        expect(runWizard(definition, {}, { eagerIf, defaults: false }).failures).toEqual([]);
      }
    }
  });
});

function respond({ path }: { readonly path: string }): Value {
  return path.includes('onboardingStates')
    ? { value: [{ name: 'default' }] }
    : { value: [{ id: '/subscriptions/5/resourceGroups/rg1/x', name: 'w1', location: 'uksouth' }] };
}

describe('the outputs', () => {
  const given = {
    subscription: { id: '/subscriptions/5' },
    resourceGroup: { mode: 'Existing', name: 'rg1', location: 'northeurope' },
    location: 'northeurope',
  };
  const [whole = {}, contentOnly = {}] = variants;

  it('are what the user answered', () => {
    const apiKey = `${'a'.repeat(12)}.${'b'.repeat(24)}.${'c'.repeat(24)}`;
    const steps = {
      events: { apiKey, apiEndpoint: 'https://events.1password.eu' },
      options: {
        functionLocation: 'westus3',
        initialLookbackHours: '168',
        resourcePrefix: 'contoso',
        keyVaultCreateMode: 'recover',
        installWatchlist: false,
        enabledRules: [rules[3]?.id],
        privilegedIds: ` ${'a'.repeat(26)} , ${'B'.repeat(26)}`,
      },
    };
    const view = runWizard(whole, { ...given, basics: { workspace: 'w1' }, steps }, { respond });
    expect(view.outputs).toEqual({
      workspace: 'w1',
      'workspace-location': 'uksouth',
      location: 'northeurope',
      apiKey,
      apiEndpoint: 'https://events.1password.eu',
      functionLocation: 'westus3',
      initialLookbackHours: 168,
      resourcePrefix: 'contoso',
      keyVaultCreateMode: 'recover',
      installWatchlist: false,
      enabledRules: [rules[3]?.id],
      privilegedIds: ['a'.repeat(26), 'b'.repeat(26)],
    });
    expect([...view.basics, ...Object.values(view.steps).flat()].flatMap(({ messages }) => messages)).toEqual(
      [],
    );
  });

  it('are the defaults of the template where the user only goes on', () => {
    const { outputs } = runWizard(whole, given, { respond });
    for (const name of [
      'apiEndpoint',
      'functionLocation',
      'initialLookbackHours',
      'resourcePrefix',
      'keyVaultCreateMode',
      'installWatchlist',
      'enabledRules',
      'privilegedIds',
    ]) {
      expect([name, outputs[name]]).toEqual([name, parameters[name]?.defaultValue]);
    }
  });

  it('are parameters of the template', () => {
    expect(Object.keys(parameters)).toEqual(
      expect.arrayContaining(Object.keys(runWizard(whole, given).outputs)),
    );
  });

  it('are without the connector those of the content', () => {
    const view = runWizard(contentOnly, given, { respond });
    expect(Object.keys(view.steps)).toEqual(['options']);
    expect(view.outputs).toEqual({
      workspace: 'w1',
      'workspace-location': 'uksouth',
      location: 'northeurope',
      installWatchlist: true,
    });
  });

  it.each([
    ['westeurope', []],
    ['West Europe', [expect.stringContaining('lower-case')]],
  ])('take %s for a region of the function app', (functionLocation, messages) => {
    const view = runWizard(whole, { ...given, steps: { options: { functionLocation } } });
    expect(view.steps['options']?.find(({ name }) => name === 'functionLocation')?.messages).toEqual(
      messages,
    );
  });
});
