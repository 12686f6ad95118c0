import type { JsonObject } from '../../model/arm.ts';
import { remember } from '../../model/remember.ts';
import { fileNodes, isObject, objectAt, sameName, textAt, type NodePath } from '../node.ts';

/** A control of the wizard, wherever it stands. */
export interface Control {
  readonly path: NodePath;
  readonly name: string;
  readonly type: string;
  readonly value: JsonObject;
  /** The name of the step or section around it; empty in the basics. */
  readonly step: string;
}

/** Every object that has a type of three parts, as controls have. */
export const controlsOf = remember((wizard: JsonObject): readonly Control[] =>
  fileNodes(wizard).flatMap((node) => {
    const { value } = node;
    if (!isObject(value) || !/^Microsoft\..*\./i.test(textAt(value, 'type'))) return [];
    const name = textAt(value, 'name');
    return [
      { path: node.path, name, type: textAt(value, 'type'), value, step: textAt(node.holders[0], 'name') },
    ];
  }),
);

/** The controls of one type. */
export function controlsOfType(wizard: JsonObject, type: string): Control[] {
  return controlsOf(wizard).filter((control) => sameName(control.type, type));
}

/** Name and text of each output; an output that is no text as JSON. */
export function outputsOf(wizard: JsonObject): (readonly [string, string])[] {
  return Object.entries(objectAt(wizard, 'parameters', 'outputs')).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

/** The name of the first output that is made from a control. */
export function outputOf(wizard: JsonObject, control: Control): string | undefined {
  const name = escape(control.name);
  const pattern = control.step
    ? new RegExp(`steps\\(\\s*'${escape(control.step)}'\\s*\\)(?:\\.\\w+)*?\\.${name}(?!\\w)`, 'i')
    : new RegExp(`basics\\(\\s*'${name}'\\s*\\)`, 'i');
  return outputsOf(wizard).find(([, text]) => pattern.test(text))?.[0];
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether a text can be read as a regular expression. */
export function isRegex(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
