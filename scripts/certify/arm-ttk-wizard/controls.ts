import { armTtkTest } from '../arm-ttk-test.ts';
import { inWizard } from '../check.ts';
import { fileNodes, isObject, sameName, textAt, objectAt } from '../node.ts';
import { controlsOf, controlsOfType, outputsOf } from './control.ts';

/** Controls that cannot show a tooltip. */
const withoutTooltip = [
  'Microsoft.Common.InfoBox',
  'Microsoft.Common.Section',
  'Microsoft.Common.TextBlock',
  'Microsoft.Solutions.ArmApiControl',
  'Microsoft.Solutions.GraphApiControl',
  'Microsoft.Common.EditableGrid',
  'Microsoft.Solutions.JitConfigurator',
];

export const tooltipsShouldBePresent = armTtkTest(
  'CreateUIDefinition',
  'Tooltips-Should-Be-Present',
  'Give the control a toolTip that says what to enter.',
  function* ({ wizard }) {
    for (const { type, name, value, path } of controlsOf(wizard)) {
      if (withoutTooltip.some((known) => sameName(known, type))) continue;
      if (textAt(value, 'toolTip').trim() === '')
        yield inWizard(path, `the control "${name}" has no toolTip`);
    }
  },
);

export const validationsMustHaveMessage = armTtkTest(
  'CreateUIDefinition',
  'Validations-Must-Have-Message',
  'Give each validation a message that says how to correct the entry.',
  function* ({ wizard }) {
    for (const node of fileNodes(wizard)) {
      const { key, value } = node;
      if (key !== 'validations' || !isObject(value)) continue;
      if (value['message'] === undefined) yield inWizard(node.path, 'the validation has no message');
    }
  },
);

/** Controls that offer to take something that exists. */
const existingOffered = [
  'Microsoft.Storage.StorageAccountSelector',
  'Microsoft.Network.PublicIpAddressCombo',
  'Microsoft.Network.VirtualNetworkCombo',
];

export const hideExisting = armTtkTest(
  'CreateUIDefinition',
  'HideExisting-Must-Be-Correctly-Handled',
  'Output resourceGroup and newOrExisting of the control, or set hideExisting to true.',
  function* ({ wizard }) {
    const outputs = outputsOf(wizard).map(([, text]) => text.toLowerCase());
    for (const { name, value, path } of existingOffered.flatMap((type) => controlsOfType(wizard, type))) {
      if (objectAt(value, 'options')['hideExisting'] === true) continue;
      for (const part of ['.resourcegroup', '.neworexisting']) {
        const start = name.toLowerCase();
        const handed = outputs.some((text) => text.indexOf(part, Math.max(text.indexOf(start), 0)) !== -1);
        if (!handed) yield inWizard(path, `no output hands on ${part} of "${name}"`);
      }
    }
  },
);
