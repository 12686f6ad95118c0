import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/arm.ts';
import { runWizard, type Answers, type SessionOptions } from './session.ts';

function definition(elements: readonly JsonObject[], outputs: JsonObject = {}): JsonObject {
  return { parameters: { config: {}, basics: [], steps: [{ name: 's', label: 'S', elements }], outputs } };
}

const choice = (label: string, value: Json): JsonObject => ({ label, value });
const list = (over: JsonObject = {}, constraints: JsonObject = {}): JsonObject => ({
  name: 'list',
  type: 'Microsoft.Common.DropDown',
  constraints: { allowedValues: [choice('One', '1'), choice('Two', '2')], ...constraints },
  ...over,
});
const text = (constraints: JsonObject): JsonObject => ({
  name: 'text',
  type: 'Microsoft.Common.TextBox',
  constraints,
});
const respond: SessionOptions['respond'] = ({ method, path }) => `${method} ${path}`;
const flag: JsonObject = { name: 'flag', type: 'Microsoft.Common.CheckBox' };

function run(elements: readonly JsonObject[], s: Answers['basics'] = {}, options: SessionOptions = {}) {
  const view = runWizard(definition(elements), { steps: { s } }, options);
  return { ...view, elements: Object.fromEntries((view.steps['s'] ?? []).map((e) => [e.name, e])) };
}

describe('runWizard', () => {
  it('chooses the default of a list by its label, else the first item', () => {
    expect(run([list({ defaultValue: 'Two' })]).elements['list']?.value).toBe('2');
    expect(run([list()]).elements['list']?.value).toBe('1');
    expect(run([list({ defaultValue: '2' })]).elements['list']?.value).toBeUndefined();
    expect(run([list()], {}, { defaults: false }).elements['list']?.value).toBeUndefined();
  });

  it('gives a control that is not visible no value, also for others that depend on it', () => {
    const dependent = list({ visible: "[coalesce(steps('s').flag, false)]" });
    const box = {
      name: 'box',
      type: 'Microsoft.Common.InfoBox',
      visible: "[empty(coalesce(steps('s').list, ''))]",
    };
    // The order on the page has no meaning.
    expect(run([box, dependent, flag], { list: '2' }).elements).toMatchObject({
      box: { visible: true },
      list: { visible: false, value: undefined },
    });
    expect(run([box, dependent, flag], { list: '2', flag: true }).elements).toMatchObject({
      box: { visible: false },
      list: { visible: true, value: '2' },
    });
  });

  it('tells what is missing, not in the list or not of the form', () => {
    const rules = {
      validations: [
        { regex: '^a', message: 'A' },
        { isValid: '[false]', message: 'Never' },
      ],
    };
    expect(run([text({ required: true })]).elements['text']?.messages).toEqual(['A value is required.']);
    expect(run([text({ required: false })]).elements['text']?.messages).toEqual([]);
    expect(run([text(rules)], { text: 'b' }).elements['text']?.messages).toEqual(['A', 'Never']);
    expect(run([text(rules)], { text: 'ab' }).elements['text']?.messages).toEqual(['Never']);
    expect(run([list()], { list: '3' }).elements['list']?.messages).toEqual([
      'The value is not in the list.',
    ]);
  });

  it('asks Azure only where the condition of a request holds', () => {
    const request = { method: 'GET', path: "[concat('/', string(steps('s').flag))]" };
    const api = (condition: string): JsonObject => ({
      name: 'api',
      type: 'Microsoft.Solutions.ArmApiControl',
      request,
      condition,
    });
    expect(run([flag, api('[true]')], { flag: true }, { respond }).elements['api']?.value).toBe('GET /true');
    expect(run([flag, api('[false]')], { flag: true }, { respond }).elements['api']?.value).toBeUndefined();
  });

  it('lists what cannot be evaluated, also when only at first', () => {
    const box = { name: 'box', type: 'Microsoft.Common.InfoBox', visible: "[not(steps('s').flag)]" };
    expect(run([box, flag]).failures).toEqual([
      { path: 'steps/s/box/visible', reason: 'argument 1 of not is nothing, not of the kind: boolean' },
    ]);
  });

  it('refuses controls that change each other without end', () => {
    const endless = { ...flag, visible: "[not(coalesce(steps('s').flag, false))]", defaultValue: true };
    expect(() => run([endless])).toThrow('does not settle');
  });
});
