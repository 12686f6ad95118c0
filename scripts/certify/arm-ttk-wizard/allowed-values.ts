import type { Json, JsonObject } from '../../model/arm.ts';
import { armTtkTest } from '../arm-ttk-test.ts';
import { inWizard } from '../check.ts';
import { fileNodes, isList, isObject, objectAt, textAt, type JsonNode } from '../node.ts';
import { outputOf, outputsOf } from './control.ts';

export const allowedValuesShouldBeAllowed = armTtkTest(
  'CreateUIDefinition',
  'Allowed-Values-Should-Actually-Be-Allowed',
  'Offer exactly the values that the parameter of the template allows, its default among them.',
  function* ({ wizard, template }) {
    for (const node of fileNodes(wizard)) {
      if (node.name !== 'allowedValues' || node.value === null) continue;
      const { name, output } = destination(node, wizard);
      if (output === undefined) {
        if (JSON.stringify(wizard).includes(`.${name}`)) continue;
        yield inWizard(node.path, `the choice of "${name}" is used nowhere`);
        continue;
      }
      const parameter = objectAt(template, 'parameters')[output];
      if (!isObject(parameter)) {
        yield inWizard(node.path, `the template has no parameter "${output}"`);
        continue;
      }
      const offered = (isList(node.value) ? node.value : [node.value]).map(offeredValue);
      for (const reason of mismatches(offered, parameter, output)) yield inWizard(node.path, reason);
    }
  },
);

/** The control (or the part of the configuration) that has the choice, and the output made of it. */
function destination(
  node: JsonNode,
  wizard: JsonObject,
): { readonly name: string; readonly output: string | undefined } {
  const name = textAt(node.holders[1], 'name');
  if (name !== '') {
    const step = textAt(node.holders[2], 'name');
    return { name, output: outputOf(wizard, { path: node.path, name, type: '', value: {}, step }) };
  }
  const part = String(node.path.at(-2));
  return { name: part, output: outputsOf(wizard).find(([, text]) => text.includes(`${part}(`))?.[0] };
}

function offeredValue(item: Json): string {
  return String(isObject(item) ? (item['value'] ?? '') : item);
}

function* mismatches(offered: readonly string[], parameter: JsonObject, name: string): Iterable<string> {
  const allowed = parameter['allowedValues'];
  if (isList(allowed)) {
    for (const value of offered) {
      if (!allowed.map(String).includes(value)) yield `the template does not allow "${value}" for "${name}"`;
    }
  }
  const fallback = parameter['defaultValue'];
  if (fallback === undefined || fallback === null || fallback === '' || isObject(fallback)) return;
  // Nothing at all in the eyes of PowerShell.
  if (fallback === 0 || fallback === false || (isList(fallback) && fallback.length === 0)) return;
  const text = String(fallback);
  if (text.replace(/\s/g, '') === '[resourceGroup().location]' || offered.includes(text)) return;
  yield `the default "${text}" of the parameter "${name}" is not offered`;
}
