import { armTtkTest } from '../arm-ttk-test.ts';
import { inWizard } from '../check.ts';
import { isList, isObject, objectAt, textAt } from '../node.ts';
import { controlsOfType, isRegex } from './control.ts';

export const textboxesAreWellFormed = armTtkTest(
  'CreateUIDefinition',
  'Textboxes-Are-Well-Formed',
  'Give the text box a regex with a length such as {1,20}, and a message.',
  function* ({ wizard }) {
    for (const { value, path } of controlsOfType(wizard, 'Microsoft.Common.TextBox')) {
      const constraints = value['constraints'];
      if (!isObject(constraints)) {
        yield inWizard(path, 'the text box has no constraints');
        continue;
      }
      const at = [...path, 'constraints'];
      const { validations } = constraints;
      const regex = isList(validations)
        ? (validations.map((item) => textAt(objectAt(item), 'regex')).find((text) => text !== '') ?? '')
        : textAt(constraints, 'regex');
      if (regex === '') yield inWizard(at, 'the text box has no regex');
      else if (!isRegex(regex)) yield inWizard(at, 'the regex cannot be read');
      else if (!/\{\d+(?:,\d*)?\}/.test(regex)) {
        yield { ...inWizard(at, 'the regex has no length'), advice: true };
      }
      if (!validations && regex !== '' && textAt(constraints, 'validationMessage') === '') {
        yield inWizard(at, 'the regex has no message');
      }
    }
  },
);

export const usernamesShouldNotHaveADefault = armTtkTest(
  'CreateUIDefinition',
  'Usernames-Should-Not-Have-A-Default',
  'Remove the default of the user name.',
  function* ({ wizard }) {
    for (const { value, path } of controlsOfType(wizard, 'Microsoft.Compute.UserNameTextBox')) {
      if (textAt(value, 'defaultValue') !== '') yield inWizard(path, 'the user name has a default');
    }
  },
);
