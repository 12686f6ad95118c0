import type { Path } from '../../load/yaml.ts';
import type { Json } from '../../model/arm.ts';
import type { WizardElement, WizardFile, WizardInput } from '../../model/wizard.ts';
import { regionAddress, ruleChoices } from '../../model/wizard.ts';

/** A control of the definition and where it stands. */
export interface ControlSite {
  readonly step: string | undefined;
  readonly element: WizardElement;
  readonly connectorOnly: boolean;
  readonly path: Path;
}

export function controlSites({ basics, steps }: WizardFile): readonly ControlSite[] {
  return [
    ...sitesOf(basics, undefined, ['basics'], false),
    ...steps.flatMap(({ name, elements, connectorOnly }, index) =>
      sitesOf(elements, name, ['steps', index, 'elements'], connectorOnly === true),
    ),
  ];
}

function sitesOf(
  elements: readonly WizardElement[],
  step: string | undefined,
  path: Path,
  connectorOnly: boolean,
): readonly ControlSite[] {
  return elements.map((element, index) => ({
    step,
    element,
    connectorOnly: connectorOnly || element.connectorOnly === true,
    path: [...path, index],
  }));
}

/** The items of a list that the definition itself decides; undefined where Azure's answer does. */
export function fixedChoices(
  element: WizardElement,
  input: WizardInput,
): readonly { readonly label: Json; readonly value: Json }[] | undefined {
  const items = property(element['constraints'], 'allowedValues');
  if (items === '${regionChoices}') {
    return input.regions.map((region) => ({ label: region.label, value: regionAddress(region) }));
  }
  if (items === '${ruleChoices}') return ruleChoices(input.rules);
  if (!Array.isArray(items)) return undefined;
  return items.map((item: Json) => ({
    label: property(item, 'label') ?? item,
    value: property(item, 'value') ?? item,
  }));
}

/** A key of an object; undefined where there is none. */
export function property(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found = Object.entries(value).find(([name]) => name === key);
  return found?.[1];
}
