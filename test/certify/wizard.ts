import type { JsonObject } from '../../scripts/model/arm.ts';

/** A small wizard that every check accepts, for the template beside it. */
export const wizard: JsonObject = {
  $schema: 'https://schema.management.azure.com/schemas/0.1.2-preview/CreateUIDefinition.MultiVm.json#',
  handler: 'Microsoft.Azure.CreateUIDef',
  version: '0.1.2-preview',
  parameters: {
    config: {
      isWizard: true,
      basics: {
        description: 'Adds the example to Microsoft Sentinel.',
        resourceGroup: {
          allowExisting: true,
          constraints: { validations: [{ permission: 'a/write', message: 'You may not write.' }] },
        },
      },
    },
    basics: [
      {
        name: 'workspaces',
        type: 'Microsoft.Solutions.ArmApiControl',
        request: { method: 'GET', path: '/workspaces' },
      },
      {
        name: 'workspace',
        type: 'Microsoft.Common.DropDown',
        label: 'Workspace',
        toolTip: 'Choose a workspace.',
        constraints: {
          allowedValues: "[map(basics('workspaces').value, (item) => parse(item.name))]",
          required: true,
        },
      },
    ],
    steps: [
      {
        name: 'events',
        label: 'Events',
        elements: [
          {
            name: 'apiKey',
            type: 'Microsoft.Common.PasswordBox',
            label: { password: 'API key', confirmPassword: 'API key again' },
            toolTip: 'Paste the key.',
            constraints: { required: true, regex: '^[a-z]{10,}\\.[a-z]{20,}$', validationMessage: 'No key.' },
          },
          {
            name: 'apiEndpoint',
            type: 'Microsoft.Common.DropDown',
            label: 'Region',
            toolTip: 'Choose a region.',
            constraints: {
              allowedValues: [
                { label: 'World', value: 'https://events.example.com' },
                { label: 'Europe', value: 'https://events.example.eu' },
              ],
            },
          },
          {
            name: 'hours',
            type: 'Microsoft.Common.TextBox',
            label: 'Hours',
            toolTip: 'How far back.',
            constraints: { validations: [{ regex: '^[0-9]{1,4}$', message: 'A number.' }] },
          },
        ],
      },
    ],
    outputs: {
      location: '[location()]',
      workspace: "[basics('workspace')]",
      apiKey: "[steps('events').apiKey]",
      apiEndpoint: "[steps('events').apiEndpoint]",
      hours: "[int(steps('events').hours)]",
    },
  },
};
