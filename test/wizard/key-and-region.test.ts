import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileWizard } from '../../scripts/compile/wizard/ui-definition.ts';
import { regionAddress } from '../../scripts/model/wizard.ts';
import { runWizard, type ElementView, type WizardView } from '../../scripts/wizard/session.ts';
import { member, type ValueObject } from '../../scripts/wizard/value.ts';
import { regions, rules, solution, wizard } from './definition.ts';
import { makeToken, tokenShape } from './token.ts';

// The tokens of most tests meet the step with the key alone: the whole wizard is slower, and no other page reads it.
const definition = compileWizard({ wizard, regions, solution, rules });
const keyStep = compileWizard({
  wizard: {
    ...wizard,
    basics: [],
    steps: wizard.steps.filter(({ name }) => name === 'events'),
    outputs: { apiKey: wizard.outputs['apiKey'] ?? { value: '' } },
  },
  regions,
  solution,
  rules,
});

function enter(events: ValueObject): WizardView {
  const view = runWizard(keyStep, { steps: { events } }, { eagerIf: true });
  expect(view.failures).toEqual([]);
  return view;
}

function warnings(view: WizardView): readonly ElementView[] {
  return (view.steps['events'] ?? []).filter(
    ({ type, visible }) => visible && type === 'Microsoft.Common.InfoBox',
  );
}

function names(view: WizardView): readonly string[] {
  return warnings(view).map(({ name }) => name);
}

function keyMessages(view: WizardView): readonly string[] {
  return view.steps['events']?.find(({ name }) => name === 'apiKey')?.messages ?? [];
}

const chosen = fc.constantFrom(...regions);

describe('a key and the region chosen', () => {
  it('warns of the region that the key was issued for, and of no other, unless they fit', () => {
    fc.assert(
      fc.property(chosen, chosen, tokenShape, (issued, choice, shape) => {
        const apiKey = makeToken([issued.host], shape);
        const view = enter({ apiKey, apiEndpoint: regionAddress(choice) });
        const shown = warnings(view);
        expect(shown).toHaveLength(issued === choice ? 0 : 1);
        for (const { shown: box } of shown) {
          const text = String(member(member(box, 'options'), 'text'));
          expect(regions.filter(({ host }) => text.includes(` ${host},`))).toEqual([issued]);
        }
        expect(keyMessages(view)).toEqual([]);
        expect(view.outputs['apiKey']).toBe(apiKey);
      }),
      { numRuns: 2000 },
    );
  });

  it('meets the audience at every alignment', () => {
    const shape = { header: {}, after: [], indent: 0, signature: 'x'.repeat(86) };
    for (const issued of regions) {
      for (let length = 0; length < 12; length++) {
        const apiKey = makeToken([issued.host], { ...shape, before: [['iss', 'x'.repeat(length)]] });
        const other = regions.find((region) => region !== issued) ?? issued;
        expect(names(enter({ apiKey, apiEndpoint: regionAddress(other) }))).toHaveLength(1);
        expect(names(enter({ apiKey, apiEndpoint: regionAddress(issued) }))).toEqual([]);
      }
    }
  });

  it('does not warn when one of several audiences is the region chosen', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...regions], { minLength: 2 }), tokenShape, (issued, shape) => {
        const apiKey = makeToken(
          issued.map(({ host }) => host),
          shape,
        );
        for (const choice of issued) {
          expect(names(enter({ apiKey, apiEndpoint: regionAddress(choice) }))).toEqual([]);
        }
      }),
    );
  });

  it('tells a key of the old kind apart, whatever the region', () => {
    fc.assert(
      fc.property(chosen, tokenShape, (choice, shape) => {
        const apiKey = makeToken(['com.1password.streamingservice'], shape);
        expect(names(enter({ apiKey, apiEndpoint: regionAddress(choice) }))).toEqual(['oldKey']);
      }),
      { numRuns: 500 },
    );
  });

  it('says nothing about an audience that it does not know', () => {
    const foreign = fc.constantFrom(
      'events.1password.de',
      'events.1password.com.example.org',
      'my-events.1password.com',
      'ent.1password.com',
      'events.b5test.com',
      '',
    );
    fc.assert(
      fc.property(foreign, chosen, tokenShape, (audience, choice, shape) => {
        const apiKey = makeToken([audience], shape);
        expect(names(enter({ apiKey, apiEndpoint: regionAddress(choice) }))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('judges by the default region while none is chosen', () => {
    fc.assert(
      fc.property(chosen, tokenShape, (issued, shape) => {
        const apiKey = makeToken([issued.host], shape);
        expect(names(enter({ apiKey }))).toHaveLength(issued === regions[0] ? 0 : 1);
      }),
    );
  });
});

describe('a key that is not complete', () => {
  it('never breaks the page while it is typed', () => {
    fc.assert(
      fc.property(chosen, chosen, tokenShape, fc.nat(400), (issued, choice, shape, length) => {
        const apiKey = makeToken([issued.host], shape).slice(0, length);
        const shown = names(enter({ apiKey, apiEndpoint: regionAddress(choice) }));
        expect(shown.length).toBeLessThanOrEqual(issued === choice ? 0 : 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('never breaks the page, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (apiKey) => {
        expect(names(enter({ apiKey })).filter((name) => !name.startsWith('keyWith'))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused with the reason', () => {
    for (const apiKey of [
      'a',
      'eyJhbGciOiJFUzI1NiJ9',
      'eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOlsiZXZlbnRzIl19',
      'a.b.c',
    ]) {
      expect(keyMessages(enter({ apiKey }))).toEqual([expect.stringContaining('three parts')]);
    }
  });

  it('is missed when it is empty', () => {
    for (const events of [{}, { apiKey: '' }]) {
      const view = enter(events);
      expect(names(view)).toEqual([]);
      expect(keyMessages(view)).toEqual(['A value is required.']);
    }
  });

  it('is refused with the word Bearer in front or with blanks, and told so', () => {
    fc.assert(
      fc.property(tokenShape, (shape) => {
        const token = makeToken([regions[0]?.host ?? ''], shape);
        for (const prefix of ['Bearer ', 'bearer ', 'Bearer: ']) {
          const view = enter({ apiKey: prefix + token });
          expect(names(view)).toEqual(['keyWithBearer']);
          expect(keyMessages(view)).toHaveLength(1);
        }
        for (const apiKey of [` ${token}`, `${token} `, `${token.slice(0, 9)} ${token.slice(9)}`]) {
          const view = enter({ apiKey });
          expect(names(view)).toEqual(['keyWithBlank']);
          expect(keyMessages(view)).toHaveLength(1);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the key as a secret', () => {
  it('reaches its output and nothing that is shown or sent', () => {
    const apiKey = 'eyJsecretsecretsecret.secretsecretsecretsecret.secretsecretsecretsecret';
    const paths: string[] = [];
    const view = runWizard(
      definition,
      {
        subscription: { id: '/subscriptions/1' },
        resourceGroup: { mode: 'Existing', name: 'rg1', location: 'westus' },
        steps: { events: { apiKey } },
      },
      { respond: ({ path }) => void paths.push(path) },
    );
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.join('\n')).not.toContain('secret');
    const shown = [...view.basics, ...Object.values(view.steps).flat()].map((element) => element.shown);
    expect(JSON.stringify(shown)).not.toContain('eyJsecret');
    const holding = Object.entries(view.outputs).filter(([, value]) => String(value).includes('secret'));
    expect(holding).toEqual([['apiKey', apiKey]]);
  });
});
