import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Path, YamlDocument } from '../../load/yaml.ts';
import type { Json } from '../../model/arm.ts';
import { passiveElementTypes, type WizardFile, type WizardInput } from '../../model/wizard.ts';
import { readText } from '../../wizard/parse.ts';
import { fixedChoices, property, type ControlSite } from './controls.ts';

type Document = YamlDocument<WizardFile>;

/** Source: arm-ttk, PasswordBoxes-Must-Have-Min-Length. */
const leastSecretLength = 12;

/** Names, texts, lists and patterns of the controls. */
export function checkControls(
  document: Document,
  controls: readonly ControlSite[],
  input: WizardInput,
): Diagnostic[] {
  return [
    ...blanks(document, document.value as unknown as Json, []),
    ...names(document, controls),
    ...controls.flatMap((site) => [
      ...toolTip(document, site),
      ...defaultLabel(document, site, input),
      ...patterns(document, site),
      ...confirmation(document, site),
    ]),
  ];
}

function blanks(document: Document, value: Json, path: Path): Diagnostic[] {
  const key = String(path.at(-1) ?? '');
  if (value === null || value === '') {
    return key === 'defaultValue' ? [] : [diagnostic('wizard-blank', document.at(path), { key })];
  }
  if (typeof value !== 'object') return [];
  const entries = Object.entries(value);
  if (entries.length === 0 && key === 'defaultValue') return [];
  if (entries.length === 0) return [diagnostic('wizard-blank', document.at(path), { key })];
  return entries.flatMap(([name, part]) =>
    blanks(document, part, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

function names(document: Document, controls: readonly ControlSite[]): Diagnostic[] {
  const places = [
    ...controls.map(({ step, element, path }) => ({
      scope: `control ${step ?? ''}`,
      name: element.name,
      path,
    })),
    ...document.value.steps.map(({ name }, index) => ({ scope: 'step', name, path: ['steps', index] })),
  ];
  return places.flatMap(({ scope, name, path }, index) => {
    const at = document.at([...path, 'name']);
    const plain = name.replaceAll('${region.number}', '1');
    const twice = places.slice(0, index).some((other) => other.scope === scope && other.name === name);
    return [
      ...(/^[A-Za-z]\w*$/.test(plain) ? [] : [diagnostic('wizard-control-name', at, { name })]),
      ...(twice ? [diagnostic('wizard-duplicate-name', at, { name })] : []),
    ];
  });
}

function toolTip(document: Document, { element, path }: ControlSite): Diagnostic[] {
  if (passiveElementTypes.includes(element.type) || element['toolTip'] !== undefined) return [];
  return [diagnostic('wizard-tooltip-missing', document.at([...path, 'name']), { name: element.name })];
}

function defaultLabel(document: Document, { element, path }: ControlSite, input: WizardInput): Diagnostic[] {
  const given = element['defaultValue'];
  const labels = fixedChoices(element, input)?.map(({ label }) => String(label));
  if (element.type !== 'Microsoft.Common.DropDown' || !labels || given === undefined) return [];
  const at = document.at([...path, 'defaultValue']);
  // Of a list with several choices, several.
  return (Array.isArray(given) ? given : [given])
    .map(String)
    .filter((value) => !labels.includes(value))
    .map((value) => diagnostic('wizard-default-label', at, { value, labels: labels.join(', ') }));
}

function patterns(document: Document, { element, path }: ControlSite): Diagnostic[] {
  const constraints = element['constraints'];
  const secret = element.type === 'Microsoft.Common.PasswordBox';
  const here: Path = [...path, 'constraints'];
  const validations = property(constraints, 'validations');
  const rules: readonly { readonly rule: Json; readonly message: string; readonly path: Path }[] = [
    ...(property(constraints, 'regex') === undefined
      ? []
      : [{ rule: constraints ?? null, message: 'validationMessage', path: here }]),
    ...(Array.isArray(validations)
      ? validations.map((rule: Json, index) => ({
          rule,
          message: 'message',
          path: [...here, 'validations', index],
        }))
      : []),
  ];
  return rules.flatMap(({ rule, message, path: place }) => {
    const regex = property(rule, 'regex');
    const reason = typeof regex === 'string' ? patternProblem(regex, secret) : undefined;
    const unsaid = property(rule, message) === undefined;
    return [
      ...(reason
        ? [diagnostic('wizard-pattern', document.at([...place, 'regex']), { reason, example: '{1,40}' })]
        : []),
      ...(unsaid ? [diagnostic('wizard-validation-message', document.at(place), {})] : []),
    ];
  });
}

function patternProblem(regex: string, secret: boolean): string | undefined {
  if ('source' in readText(regex)) return undefined;
  if (!isPattern(regex)) return 'it is not a regular expression';
  const lengths = [...regex.matchAll(/\{(\d+)/g)].map(([, least]) => Number(least));
  if (lengths.length === 0) return 'it does not say how long the text may be';
  const sum = lengths.reduce((a, b) => a + b, 0);
  if (secret && sum < leastSecretLength) {
    return `a secret has ${leastSecretLength} characters or more, and the pattern asks for ${sum}`;
  }
  return undefined;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function confirmation(document: Document, { element, path }: ControlSite): Diagnostic[] {
  if (element.type !== 'Microsoft.Common.PasswordBox') return [];
  const hidden = property(element['options'], 'hideConfirmation') === true;
  const labelled = ['password', 'confirmPassword'].every(
    (key) => property(element['label'], key) !== undefined,
  );
  if (!hidden && labelled) return [];
  return [diagnostic('wizard-confirmation-hidden', document.at([...path, 'name']), { name: element.name })];
}
