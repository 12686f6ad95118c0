import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { ArmParameter } from '../../model/arm.ts';
import type { WizardFile, WizardInput } from '../../model/wizard.ts';
import { evaluate } from '../../wizard/evaluate.ts';
import { referencesOf } from '../../wizard/references.ts';
import { typeName, type Value } from '../../wizard/value.ts';
import { filledExpressions } from './check-expressions.ts';
import { answeredMoment } from './check-totality.ts';
import { fixedChoices, type ControlSite } from './controls.ts';
import type { TextSite } from './sites.ts';

export type Parameters = Readonly<Record<string, ArmParameter>>;

/** What the wizard hands to the template, against the parameters that the template has. */
export function checkOutputs(
  document: YamlDocument<WizardFile>,
  sites: readonly TextSite[],
  controls: readonly ControlSite[],
  input: WizardInput,
  parameters: Parameters,
): Diagnostic[] {
  const { outputs } = document.value;
  const missing = Object.entries(parameters).filter(
    ([name, { defaultValue }]) => defaultValue === undefined && !Object.hasOwn(outputs, name),
  );
  const found = Object.entries(outputs).flatMap(([name, { value }]) => {
    const at = document.at(['outputs', name], 'key');
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!parameter) return [diagnostic('wizard-output-unknown', at, { name })];
    if (name === 'location' && value.trim() !== '[location()]') {
      return [diagnostic('wizard-output-location', document.at(['outputs', name, 'value']), {})];
    }
    const site = sites.find(({ path }) => path[0] === 'outputs' && path[1] === name);
    const entered = answeredMoment(controls, input);
    const [expression] = site ? filledExpressions(site) : [];
    const result = expression && evaluate(expression, { entered, ambient, eagerIf: true });
    if (!result || 'problem' in result || fits(result.value, parameter)) return [];
    const args = { name, found: typeName(result.value), wanted: parameter.type };
    return [diagnostic('wizard-output-type', document.at(['outputs', name, 'value']), args)];
  });
  return [
    ...missing.map(([name]) =>
      diagnostic('wizard-output-missing', document.at(['outputs'], 'key'), { name }),
    ),
    ...found,
    ...controls.flatMap((control) => checkControl(document, control, sites, input, parameters)),
  ];
}

const ambient = { now: '2026-01-01T00:00:00.000Z', random: () => 0.5 };

function fits(value: Value, { type }: ArmParameter): boolean {
  switch (type) {
    case 'string':
    case 'securestring':
      return typeof value === 'string';
    case 'int':
      return Number.isInteger(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    default:
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

/** A control against the parameter that it fills: secrets and the values of lists. */
function checkControl(
  document: YamlDocument<WizardFile>,
  { step, element, path }: ControlSite,
  sites: readonly TextSite[],
  input: WizardInput,
  parameters: Parameters,
): Diagnostic[] {
  const output = sites.find(
    (site) =>
      site.path[0] === 'outputs' &&
      filledExpressions(site).some((expression) =>
        referencesOf(expression).some((to) => to.step === step && to.control === element.name),
      ),
  );
  const name = String(output?.path[1] ?? '');
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (element.type === 'Microsoft.Common.PasswordBox' && !parameter?.type.startsWith('secure')) {
    return [diagnostic('wizard-output-secret', document.at([...path, 'name']), { name: element.name })];
  }
  const choices = fixedChoices(element, input)?.map(({ value }) => String(value));
  if (!choices || !parameter) return [];
  const { allowedValues, defaultValue } = parameter;
  const wrong = choices.filter((value) => allowedValues && !allowedValues.map(String).includes(value));
  // An empty default means that nothing is chosen.
  const defaults = (Array.isArray(defaultValue) ? defaultValue : [defaultValue ?? '']).map(String);
  const unoffered = defaults
    .filter((value) => value !== '' && !choices.includes(value))
    .map((value) => `its default ${value} to be left out of the list`);
  return [...wrong.map((value) => `the value ${value}`), ...unoffered].map((what) =>
    diagnostic('wizard-value-not-allowed', document.at([...path, 'constraints', 'allowedValues']), {
      what,
      name,
    }),
  );
}
