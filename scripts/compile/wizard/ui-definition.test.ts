import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/arm.ts';
import type { WizardFile, WizardInput } from '../../model/wizard.ts';
import { compileWizard } from './ui-definition.ts';

const file: WizardFile = {
  oldAudience: 'old.example',
  apiVersions: { workspaces: '2023-09-01' },
  expressions: { key: "coalesce(steps('s').k, '')", address: "''", twice: 'concat(${key}, ${key})' },
  config: {
    isWizard: true,
    basics: {
      description: '${description} (${rules} rules)\n',
      resourceGroup: { list: [{ connectorOnly: true, a: 1 }] },
    },
  },
  basics: [],
  steps: [
    {
      name: 's',
      label: 'S',
      elements: [
        {
          name: 'box${region.number}',
          type: 'T',
          forEach: 'region',
          text: '${region.label} at ${region.host}',
        },
        { name: 'hidden', type: 'T', connectorOnly: true },
        { name: 'list', type: 'T', allowedValues: '${regionChoices}' },
        { name: 'rules', type: 'T', defaultValue: [], allowedValues: '${ruleChoices}' },
        { name: 'literal', type: 'T', text: '[[not an expression]' },
      ],
    },
  ],
  outputs: {
    twice: { value: '[${twice}]\n' },
    version: { value: '[concat(\n  ${apiVersion.workspaces},\n  ${description})]', connectorOnly: true },
  },
};

const input: WizardInput = {
  wizard: file,
  regions: [
    { label: 'One', host: 'one.example' },
    { label: 'Two', host: 'two.example' },
  ],
  solution: {
    name: 'N',
    version: '3.0.0',
    description: "It's $& new.\n",
    repository: 'https://github.com/o/r',
    rules: ['a', 'b'],
    workbooks: [],
    watchlists: [],
  },
  rules: [
    { id: '1', name: 'First' },
    { id: '2', name: 'Second' },
  ],
};

function parameters(over: Partial<WizardInput> = {}): JsonObject {
  return compileWizard({ ...input, ...over })['parameters'] as JsonObject;
}

describe('compileWizard', () => {
  it('puts named expressions and facts into expressions, on one line', () => {
    const key = "coalesce(steps('s').k, '')";
    expect(parameters()['outputs']).toEqual({
      twice: `[concat(${key}, ${key})]`,
      version: "[concat('2023-09-01', 'It''s $& new.')]",
    });
  });

  it('puts facts into texts as they are', () => {
    expect(parameters()['config']).toMatchObject({ basics: { description: "It's $& new. (2 rules)" } });
  });

  it('repeats an element for each region, and fills lists; an empty default stays', () => {
    expect(parameters()['steps']).toEqual([
      {
        name: 's',
        label: 'S',
        elements: [
          { name: 'box1', type: 'T', text: 'One at one.example' },
          { name: 'box2', type: 'T', text: 'Two at two.example' },
          { name: 'hidden', type: 'T' },
          {
            name: 'list',
            type: 'T',
            allowedValues: [
              { label: 'One', value: 'https://one.example' },
              { label: 'Two', value: 'https://two.example' },
            ],
          },
          {
            name: 'rules',
            type: 'T',
            defaultValue: [],
            allowedValues: [
              { label: 'First', value: '1' },
              { label: 'Second', value: '2' },
            ],
          },
          { name: 'literal', type: 'T', text: '[[not an expression]' },
        ],
      },
    ]);
  });

  it('leaves out what is the connector only, and what is empty without it', () => {
    const content = parameters({ contentOnly: true });
    expect(JSON.stringify(content['steps'])).not.toContain('hidden');
    expect(Object.keys(content['outputs'] as JsonObject)).toEqual(['twice']);
    expect(JSON.stringify(content['config'])).not.toContain('resourceGroup');
  });

  it('keeps the pages even when they are empty', () => {
    expect(parameters()['basics']).toEqual([]);
  });

  it('takes what the checks refuse for a bug', () => {
    const broken = { ...file, outputs: { a: { value: '[${nothing}]' } } };
    expect(() => parameters({ wizard: broken })).toThrow('unchecked placeholder: nothing');
  });
});
