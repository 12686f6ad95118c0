import { describe, expect, it } from 'vitest';
import type { ArmTemplate } from '../model/arm.ts';
import { standalone } from './standalone.ts';

const root: ArmTemplate = {
  $schema: 'schema',
  contentVersion: '1.0.0.0',
  parameters: {
    place: {
      type: 'string',
      defaultValue: 'here',
      metadata: { description: "[concat('not ', parameters('other'))]" },
    },
    other: { type: 'string', defaultValue: '' },
    key: { type: 'securestring', defaultValue: '' },
    unused: { type: 'int', defaultValue: 1 },
  },
  variables: {},
  resources: [],
  outputs: {},
};
const resource = {
  type: 'T',
  apiVersion: '1',
  name: "[parameters('place')]",
  condition: '[x]',
  dependsOn: ['y'],
  key: "[parameters('key')]",
};

describe('a resource of its own', () => {
  it('has the parameters that it and their descriptions read, and no others', () => {
    const template = standalone(root, resource, resource, ['key']);
    expect(Object.keys(template.parameters).toSorted()).toEqual(['key', 'other', 'place']);
    expect(template.parameters['key']).toEqual({ type: 'securestring', minLength: 1 });
    expect(template.parameters['place']).toBe(root.parameters['place']);
  });

  it('is deployed without condition and without waiting', () => {
    expect(standalone(root, resource, resource, []).resources).toEqual([
      { type: 'T', apiVersion: '1', name: resource.name, key: resource.key },
    ]);
  });

  it('is refused where it reads what the template has not', () => {
    expect(() => standalone(root, resource, "[parameters('gone')]", [])).toThrow(/gone/);
  });
});
