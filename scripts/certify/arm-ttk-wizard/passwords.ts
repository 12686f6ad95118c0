import { armTtkTest } from '../arm-ttk-test.ts';
import { inWizard } from '../check.ts';
import { isExpression } from '../expression.ts';
import { isObject, objectAt, textAt } from '../node.ts';
import { controlsOfType, isRegex, outputsOf } from './control.ts';

const passwordBox = 'Microsoft.Common.PasswordBox';
/** Characters that a key must have at least (default of PasswordBoxes-Must-Have-Min-Length). */
const minimumLength = 12;

export const confirmationShouldNotBeHidden = armTtkTest(
  'CreateUIDefinition',
  'Credential-Confirmation-Should-Not-Be-Hidden',
  'Remove hideConfirmation: the key is entered twice.',
  function* ({ wizard }) {
    for (const type of [passwordBox, 'Microsoft.Compute.CredentialsCombo']) {
      for (const { value, path } of controlsOfType(wizard, type)) {
        if (objectAt(value, 'options')['hideConfirmation'] !== true) continue;
        yield inWizard(
          [...path, 'options', 'hideConfirmation'],
          'the confirmation of a credential is hidden',
        );
      }
    }
  },
);

export const passwordTextboxes = armTtkTest(
  'CreateUIDefinition',
  'Password-Textboxes-Must-Be-Used-For-Password-Parameters',
  'Hand the password box to a parameter of type securestring.',
  function* ({ wizard, template }) {
    for (const { name, path } of controlsOfType(wizard, passwordBox)) {
      const output = outputsOf(wizard).find(([, text]) => {
        const start = text.search(/(?:steps|basics)\(/i);
        return start !== -1 && text.indexOf(name, start) !== -1;
      });
      if (!output) {
        yield inWizard(path, `no output hands on the password box "${name}"`);
        continue;
      }
      const type = textAt(objectAt(template, 'parameters', output[0]), 'type');
      if (!/^secure(?:string|object)$/i.test(type)) {
        yield inWizard(
          path,
          `its parameter "${output[0]}" is ${type === '' ? 'missing' : `of type ${type}`}`,
        );
      }
    }
  },
);

export const passwordBoxesMustHaveMinLength = armTtkTest(
  'CreateUIDefinition',
  'PasswordBoxes-Must-Have-Min-Length',
  `Give the password box a regex whose minimum lengths sum up to ${minimumLength} or more.`,
  function* ({ wizard }) {
    for (const { value, path } of controlsOfType(wizard, passwordBox)) {
      if (!isObject(value['constraints'])) {
        yield inWizard(path, 'the password box has no constraints');
        continue;
      }
      const regex = textAt(value['constraints'], 'regex');
      const at = [...path, 'constraints', 'regex'];
      if (regex === '' || isExpression(regex)) continue;
      const minima = Array.from(regex.matchAll(/\{(\d+)/g), (match) => Number(match[1]));
      if (!isRegex(regex)) yield inWizard(at, 'the regex cannot be read');
      else if (minima.length === 0) yield inWizard(at, 'the regex has no length');
      else if (minima.reduce((sum, length) => sum + length) < minimumLength) {
        yield { ...inWizard(at, `the regex accepts less than ${minimumLength} characters`), advice: true };
      }
    }
  },
);
