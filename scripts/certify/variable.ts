import type { Json, JsonObject } from '../model/arm.ts';
import { isList, isObject, objectAt } from './node.ts';

const reference = /^\s*\[\s*variables\s*\(\s*'([^']+)'\s*\)((?:\.[^.[\]\s]+|\[\d+\])*)\s*\]\s*$/i;

/**
 * The value of a text that is nothing but a variable, or a part of one, resolved once; any other text
 * is its own value. Undefined where the variable or the part does not exist.
 */
export function expandVariable(text: string, template: JsonObject): Json | undefined {
  const match = reference.exec(text);
  if (!match) return text;
  let value: Json | undefined = objectAt(template, 'variables')[match[1] ?? ''];
  for (const step of (match[2] ?? '').match(/[^.[\]]+/g) ?? []) {
    if (isList(value)) value = value[Number(step)];
    else value = isObject(value) ? value[step] : undefined;
  }
  return value;
}
