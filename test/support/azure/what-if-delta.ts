/** Differences of two trees of JSON in the form in which a what-if tells them. */
import type { Json, JsonObject } from '../../../scripts/model/arm.ts';

export interface PropertyChange {
  /** Dotted within objects; of an item of a list its number. */
  readonly path: string;
  readonly propertyChangeType: 'Create' | 'Delete' | 'Modify' | 'Array';
  readonly before?: Json;
  readonly after?: Json;
  readonly children?: readonly PropertyChange[];
}

export function compare(path: string, before: Json | undefined, after: Json | undefined): PropertyChange[] {
  if (before === undefined && after === undefined) return [];
  if (after === undefined) return [{ path, propertyChangeType: 'Delete', before: before ?? null }];
  if (before === undefined) return [{ path, propertyChangeType: 'Create', after }];
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(path, before, after);
  if (isObject(before) && isObject(after)) {
    return namesOf(before, after).flatMap((name) => compare(`${path}.${name}`, before[name], after[name]));
  }
  return before === after ? [] : [{ path, propertyChangeType: 'Modify', before, after }];
}

/** Item by item, in their order. */
function compareLists(path: string, before: readonly Json[], after: readonly Json[]): PropertyChange[] {
  const length = Math.max(before.length, after.length);
  const children = Array.from({ length }, (_, i) => itemChange(String(i), before[i], after[i])).flat();
  return children.length === 0 ? [] : [{ path, propertyChangeType: 'Array', before, after, children }];
}

/** Paths within an item begin anew. */
function itemChange(path: string, before: Json | undefined, after: Json | undefined): PropertyChange[] {
  const isDeep = before !== undefined && after !== undefined && isObject(before) && isObject(after);
  if (!isDeep) return compare(path, before, after);
  const children = namesOf(before, after).flatMap((name) => compare(name, before[name], after[name]));
  return children.length === 0 ? [] : [{ path, propertyChangeType: 'Modify', before, after, children }];
}

function namesOf(a: JsonObject, b: JsonObject): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
