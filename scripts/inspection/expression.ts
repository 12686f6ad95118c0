import type { Json, JsonObject } from '../model/arm.ts';
import { objectAt } from '../certify/node.ts';

/** References that lead in a circle are not followed further than this. */
const maximumDepth = 16;

/**
 * The value behind `[variables('a')]`, `[variables('a').b]` or `[parameters('a')]` (its default), as far as
 * the template itself knows it. Any other expression stays a text: what it gives is known in Azure only.
 */
export function resolve(template: JsonObject, value: Json | undefined, depth = 0): Json | undefined {
  if (typeof value !== 'string' || depth > maximumDepth) return value;
  const [, kind, name = '', member] =
    /^\[(variables|parameters)\('([^']+)'\)(?:\.(\w+))?\]$/.exec(value) ?? [];
  if (kind === undefined) return value.replace(/^\[\[/, '[');
  const holder =
    kind === 'variables'
      ? objectAt(template, 'variables')[name]
      : objectAt(template, 'parameters', name)['defaultValue'];
  const found = member === undefined ? holder : objectAt(holder)[member];
  return found === undefined ? value : resolve(template, found, depth + 1);
}

/** The same as a text. */
export function resolveText(template: JsonObject, value: Json | undefined): string {
  const resolved = resolve(template, value);
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved ?? '');
}

/** A whole value with every reference in it resolved. */
export function resolveAll(template: JsonObject, value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => resolveAll(template, item));
  if (typeof value !== 'object' || value === null) return resolve(template, value) ?? value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, resolveAll(template, member as Json)]),
  );
}
