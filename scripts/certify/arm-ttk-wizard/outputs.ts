import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, inWizard, type Finding } from '../check.ts';
import { isObject, objectAt, objectsAt, sameName, textAt } from '../node.ts';
import type { JsonObject } from '../../model/arm.ts';
import { outputsOf } from './control.ts';

export const locationShouldBeInOutputs = armTtkTest(
  'CreateUIDefinition',
  'Location-Should-Be-In-Outputs',
  'Give the wizard the output "location" with the value [location()].',
  function* ({ wizard }) {
    const location = textAt(objectAt(wizard, 'parameters', 'outputs'), 'location').trim();
    if (!sameName(location, '[location()]')) {
      yield inWizard(['parameters', 'outputs', 'location'], 'the location is not handed on as [location()]');
    }
  },
);

/** Outputs that managed applications read themselves. */
const outputsOfManagedApplications = new Set([
  'applicationresourcename',
  'jitaccesspolicy',
  'managedidentity',
  'managedresourcegroupid',
]);

export const outputsMustBePresent = armTtkTest(
  'CreateUIDefinition',
  'Outputs-Must-Be-Present-In-Template-Parameters',
  'Name the output like a parameter of the template, or remove it.',
  function* ({ wizard, template }) {
    const parameters = Object.keys(objectAt(template, 'parameters'));
    for (const [name] of outputsOf(wizard)) {
      if (outputsOfManagedApplications.has(name.toLowerCase())) continue;
      if (parameters.some((parameter) => sameName(parameter, name))) continue;
      yield inWizard(['parameters', 'outputs', name], `the template has no parameter "${name}"`);
    }
  },
);

export const parametersWithoutDefault = armTtkTest(
  'CreateUIDefinition',
  'Parameters-Without-Default-Must-Exist-In-CreateUIDefinition',
  'Give the parameter a default, or ask for it in the wizard.',
  function* ({ wizard, template }) {
    const outputs = outputsOf(wizard);
    for (const [name, parameter] of Object.entries(objectAt(template, 'parameters'))) {
      const fallback = objectAt(parameter)['defaultValue'];
      if (fallback !== undefined && fallback !== null) continue;
      if (outputs.some(([output]) => sameName(output, name))) continue;
      yield inTemplate(['parameters', name], 'it has no default, and the wizard does not ask for it');
    }
  },
);

const used = /(basics|steps)\(\s*'([^']+)'\s*\)(?:\.(\w+))?/gi;

export const controlsInOutputsMustExist = armTtkTest(
  'CreateUIDefinition',
  'Controls-In-Outputs-Must-Exist',
  'Correct the name of the control, or add the control.',
  function* ({ wizard }) {
    const parameters = objectAt(wizard, 'parameters');
    for (const [output, text] of outputsOf(wizard)) {
      for (const [, kind = '', name = '', element = ''] of text.matchAll(used)) {
        const path = ['parameters', 'outputs', output];
        if (kind.toLowerCase() === 'steps') yield* stepFindings(parameters, name, element, path);
        else if (!named(parameters, 'basics', name))
          yield inWizard(path, `the basics have no control "${name}"`);
      }
    }
  },
);

function* stepFindings(
  parameters: JsonObject,
  name: string,
  element: string,
  path: readonly string[],
): Iterable<Finding> {
  const step = named(parameters, 'steps', name);
  if (!step) yield inWizard(path, `there is no step "${name}"`);
  else if (element !== '' && !named(step, 'elements', element)) {
    yield inWizard(path, `the step "${name}" has no element "${element}"`);
  }
}

function named(holder: JsonObject, list: string, name: string): JsonObject | undefined {
  const found = objectsAt(holder, list).find(([, item]) => sameName(textAt(item, 'name'), name));
  return isObject(found?.[1]) ? found[1] : undefined;
}
