import { describe, expect, it } from 'vitest';
import { createZip } from '../bundle/zip.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { resolve, resolveAll } from './expression.ts';
import { listItems } from './item.ts';
import { readPackage } from './package.ts';

const template = {
  resources: [
    {
      type: 'Microsoft.OperationalInsights/workspaces/providers/contentTemplates',
      properties: {
        contentKind: 'AnalyticsRule',
        contentId: "[variables('rule')._id]",
        displayName: 'A rule',
        version: "[variables('rule').version]",
        mainTemplate: {
          resources: [{ type: 'AlertRuleTemplates', properties: { query: 'T' } }, { type: 'metadata' }],
        },
      },
    },
    {
      type: 'Microsoft.Resources/deployments',
      name: 'inner',
      properties: { template: { resources: [{ type: 'Microsoft.Web/sites', name: 'app' }] } },
    },
  ],
  variables: { rule: { _id: 'abc', version: '2.0.0' }, loop: "[variables('loop')]" },
  parameters: { place: { defaultValue: 'here' } },
};
const wizard = {
  parameters: {
    basics: [{ name: 'workspace' }],
    steps: [{ name: 'key', elements: [{ name: 'apiKey' }] }],
    outputs: { workspace: 'x' },
  },
};

function read(main: string, ui: string) {
  const found: Diagnostic[] = [];
  const zip = createZip([
    { path: 'mainTemplate.json', bytes: Buffer.from(main) },
    { path: 'createUiDefinition.json', bytes: Buffer.from(ui) },
  ]);
  return {
    read: readPackage('p.zip', zip, (d) => void found.push(d)),
    codes: found.map(({ code }) => code),
    found,
  };
}

describe('a package', () => {
  it('is listed with ids and versions that its expressions stand for', () => {
    const { read: subject } = read(JSON.stringify(template), JSON.stringify(wizard));
    if (!subject) throw new TypeError('no package');
    const items = listItems(subject).map(({ kind, id, version }) => [kind, id, version].join(' ').trim());
    expect(items).toEqual([
      'AnalyticsRule abc 2.0.0',
      'Deployment inner',
      'Resource Microsoft.Web/sites app',
      'Parameter place',
      'Wizard config',
      'Wizard page basics',
      'Wizard control basics.workspace',
      'Wizard page key',
      'Wizard control key.apiKey',
      'Wizard output workspace',
    ]);
  });

  it.each([
    ['no JSON', '{"resources":'],
    ['a list', '[]'],
    ['without resources', '{}'],
    ['nested without end', `{"resources":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  ])('is refused where its template is %s', (_, main) => {
    const { read: subject, codes } = read(main, JSON.stringify(wizard));
    expect(subject).toBeUndefined();
    expect(codes).toEqual(['package-syntax']);
  });
});

describe('an expression', () => {
  it('is followed as far as the template knows', () => {
    expect(resolve(template, "[variables('rule').version]")).toBe('2.0.0');
    expect(resolve(template, "[parameters('place')]")).toBe('here');
    expect(resolve(template, "[resourceId('a')]")).toBe("[resourceId('a')]");
    expect(resolve(template, "[variables('gone')]")).toBe("[variables('gone')]");
    expect(resolveAll(template, { a: ["[variables('rule')._id]"] })).toEqual({ a: ['abc'] });
  });

  it('that leads in a circle stays one', () => {
    expect(resolve(template, "[variables('loop')]")).toBe("[variables('loop')]");
  });
});
