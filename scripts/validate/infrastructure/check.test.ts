import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startOf } from '../../diagnostics/diagnostic.ts';
import type { Json } from '../../model/arm.ts';
import { checkInfrastructure } from './check.ts';
import { readInfrastructure, type Edit } from './sample.ts';

const findings = (...edits: Edit[]) => checkInfrastructure(readInfrastructure(...edits));
const codes = (...edits: Edit[]) => findings(...edits).map(({ code }) => code);

test('the definitions of the project have no findings', () => {
  expect(findings()).toEqual([]);
});

/** One fault each: where, what is exchanged, and the code that must name it on the line given. */
const mutants: readonly (Edit & { code: string; on: string })[] = [
  {
    file: 'data-collection-rule.yaml',
    search: 'streamDeclarations: ${streamDeclarations}',
    replace: 'dataSources: { extensions: [x] }',
    code: 'infrastructure-stream',
    on: 'streams: ["${streamName}"]',
  },
  {
    file: 'data-collection-rule.yaml',
    search: 'destinations: [workspace]',
    replace: 'destinations: [elsewhere]',
    code: 'infrastructure-stream',
    on: 'destinations: [elsewhere]',
  },
  {
    file: 'data-collection-rule.yaml',
    search: 'dependsOn: [logTable]',
    replace: 'dependsOn: [logTabel]',
    code: 'infrastructure-unknown-resource',
    on: 'dependsOn: [logTabel]',
  },
  {
    file: 'identity.yaml',
    search: 'key: identity\n',
    replace: 'key: identity\n    dependsOn: [functionApp]\n',
    code: 'infrastructure-cycle',
    on: '- key: functionApp',
  },
  {
    file: 'function-app.yaml',
    search: '      - plan\n',
    replace: '',
    code: 'infrastructure-missing-dependency',
    on: 'serverFarmId: "[${plan.id}]"',
  },
  {
    file: 'function-app.yaml',
    search: '      - mayReadApiKey\n',
    replace: '',
    code: 'infrastructure-grant-order',
    on: '- key: functionApp',
  },
  {
    file: 'storage.yaml',
    search: 'role: storageBlobDataOwner',
    replace: 'role: storageBlobDataOwnr',
    code: 'infrastructure-unknown-role',
    on: 'mayUseStorage',
  },
  {
    file: 'roles.yaml',
    search: 'roles:\n',
    replace: 'roles:\n  reader: { id: acdd72a7-3385-48ef-bd42-f606fba81ae7, title: Reader }\n',
    code: 'infrastructure-unused',
    on: 'reader:',
  },
  {
    file: 'storage.yaml',
    search: 'on: storage }',
    replace: 'on: storag }',
    code: 'infrastructure-unknown-resource',
    on: 'on: storag }',
  },
  {
    file: 'storage.yaml',
    search: 'parent: blobs',
    replace: 'parent: storage',
    code: 'infrastructure-parent-type',
    on: 'parent: storage',
  },
  {
    file: 'identity.yaml',
    search: 'userAssignedIdentities',
    replace: 'userAssignedIdentity',
    code: 'infrastructure-unknown-type',
    on: 'type: Microsoft.ManagedIdentity/userAssignedIdentity',
  },
  {
    file: 'storage.yaml',
    search: 'allowSharedKeyAccess: false',
    replace: 'allowSharedKeyAccess: true',
    code: 'infrastructure-stored-key',
    on: 'allowSharedKeyAccess: true',
  },
  {
    file: 'function-app.yaml',
    search: '"[${storage.name}]"',
    replace: '"[listKeys(${storage.id}, \'2025-06-01\').keys[0].value]"',
    code: 'infrastructure-stored-key',
    on: 'listKeys',
  },
  {
    file: 'function-app.yaml',
    search: "value: \"[concat('@Microsoft.KeyVault(VaultName=', ${vault.name}, ';SecretName=APIKey)')]\"",
    replace: 'value: "[parameters(\'apiKey\')]"',
    code: 'infrastructure-secret-exposed',
    on: "parameters('apiKey')]\"",
  },
  {
    file: 'function-app.yaml',
    search: 'value: "[${functionApp.name}]"',
    replace: 'value: "[parameters(\'apiKey\')]"',
    code: 'infrastructure-secret-exposed',
    on: "parameters('apiKey')]\"",
  },
  {
    file: 'function-app.yaml',
    search: 'reference(${storage.id}).primaryEndpoints.blob',
    replace: "'https://', ${storage.name}, '.blob.core.windows.net/'",
    code: 'infrastructure-cloud-address',
    on: 'core.windows.net',
  },
  {
    file: 'storage.yaml',
    search: 'location: "[parameters(\'functionLocation\')]"',
    replace: 'location: westeurope',
    code: 'infrastructure-location',
    on: 'location: westeurope',
  },
  {
    file: 'function-app.yaml',
    search: '          - name: DCR_IMMUTABLE_ID\n',
    replace: '          - name: DCR_IMMUTABLE\n',
    code: 'infrastructure-setting-missing',
    on: '- name: apiEndpoint',
  },
  {
    file: 'function-app.yaml',
    search: '- name: INITIAL_LOOKBACK_HOURS',
    replace: '- name: schedule',
    code: 'infrastructure-setting-duplicate',
    on: '- name: schedule',
  },
  {
    file: 'function-app.yaml',
    search: 'string(parameters(',
    replace: 'string((parameters(',
    code: 'infrastructure-expression',
    on: 'string((parameters(',
  },
  {
    file: 'function-app.yaml',
    search: "parameters('apiEndpoint')]",
    replace: "parameters('apiEndpoint')",
    code: 'infrastructure-expression',
    on: 'value: "[parameters(\'apiEndpoint\')"',
  },
  {
    file: 'storage.yaml',
    search: "variables('shortName')",
    replace: "variables('shortname')",
    code: 'infrastructure-undeclared',
    on: "variables('shortname')",
  },
  {
    file: 'deployment.yaml',
    search: 'variables:\n',
    replace: 'variables:\n  spare: none\n',
    code: 'infrastructure-unused',
    on: 'spare: none',
  },
  {
    file: 'function-app.yaml',
    search: '"[string(parameters(\'initialLookbackHours\'))]"',
    replace: '"24"',
    code: 'infrastructure-unused',
    on: '  initialLookbackHours:',
  },
  {
    file: 'log-table.yaml',
    search: 'columns: ${tableColumns}',
    replace: 'columns: ${tableColums}',
    code: 'infrastructure-placeholder',
    on: '${tableColums}',
  },
  {
    file: 'function-app.yaml',
    search: '${plan.id}',
    replace: '${plan.url}',
    code: 'infrastructure-placeholder',
    on: '${plan.url}',
  },
  {
    file: 'deployment.yaml',
    search: '    from: "[parameters(\'workspace\')]"\n',
    replace: '',
    code: 'infrastructure-parameter-unfilled',
    on: 'type: string',
  },
  {
    file: 'key-vault.yaml',
    search: '    description: Bearer token',
    replace: '    # Bearer token',
    code: 'infrastructure-parameter-unasked',
    on: 'type: securestring',
  },
  {
    file: 'identity.yaml',
    search: 'resources:\n',
    replace: 'deployment: another\n\nresources:\n',
    code: 'infrastructure-duplicate',
    on: 'deployment: another',
  },
  {
    file: 'storage.yaml',
    search: 'key: cursorContainer',
    replace: 'key: packageContainer',
    code: 'infrastructure-duplicate',
    on: '- key: packageContainer',
  },
  {
    file: 'storage.yaml',
    search: 'name: cursors',
    replace: 'name: checkpoints',
    code: 'infrastructure-missing',
    on: 'name: checkpoints',
  },
  {
    file: 'deployment.yaml',
    search: 'deployment: onepassword-connector\n',
    replace: '',
    code: 'infrastructure-missing',
    on: '',
  },
  {
    file: 'function-app.yaml',
    search: 'ftpsState: Disabled',
    replace: 'ftpsState: ""',
    code: 'infrastructure-blank',
    on: 'ftpsState: ""',
  },
];

describe('a definition made wrong', () => {
  test.each(mutants)('$file: $search → $replace', ({ code, on, ...edit }) => {
    const found = findings(edit);
    const hit = found.find((finding) => finding.code === code);
    expect(found.map((finding) => finding.code)).toContain(code);
    const document = readInfrastructure(edit).parts.find((part) => part.at([]).file === hit?.location.file);
    const lines = (document as unknown as { source: { text: string } }).source.text.split('\n');
    expect(lines[(hit?.location.line ?? 0) - 1]).toContain(on);
  });
});

test('what a predecessor waits for need not be named again', () => {
  // The rule is still there before the app, through the role on it.
  expect(codes({ file: 'function-app.yaml', search: '      - dataCollectionRule\n', replace: '' })).toEqual(
    [],
  );
});

test('a fault is named once, not followed by others', () => {
  const misspelt = { file: 'data-collection-rule.yaml', search: '[logTable]', replace: '[logTabel]' };
  expect(codes(misspelt)).toEqual(['infrastructure-unknown-resource']);
});

test('a cycle is shown as the way around it', () => {
  const edit = {
    file: 'identity.yaml',
    search: 'key: identity\n',
    replace: 'key: identity\n    dependsOn: [mayUseStorage]\n',
  };
  const cycle = findings(edit).find(({ code }) => code === 'infrastructure-cycle');
  expect(cycle?.message).toContain('identity -> mayUseStorage -> identity');
});

test('bodies have no schema: whatever stands in them, checks come to an end', () => {
  const input = readInfrastructure();
  const types = ['Microsoft.Insights/dataCollectionRules', 'Microsoft.Web/sites'];
  const names = ['dataFlows', 'streams', 'destinations', 'streamDeclarations', 'siteConfig', 'appSettings'];
  const { body } = fc.letrec((tie) => ({
    leaf: fc.constantFrom(null, 1, '', '[', '[a(]', '${', '${x.y}', []),
    list: fc.array(tie('body'), { maxLength: 2 }),
    map: fc.dictionary(fc.constantFrom(...names), tie('body'), { maxKeys: 3 }),
    body: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('list'), tie('map')),
  }));
  fc.assert(
    fc.property(fc.constantFrom(...types), body, (type, value) => {
      const properties = value as Json;
      const part = {
        value: { resources: [{ key: 'a', type, name: 'a', properties }] },
        at: () => startOf('a'),
      };
      expect(checkInfrastructure({ ...input, parts: [part] }).length).toBeGreaterThan(0);
    }),
  );
});
