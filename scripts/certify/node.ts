import type { Json, JsonObject } from '../model/arm.ts';

export type NodePath = readonly (string | number)[];

/** One value inside a JSON document. */
export interface JsonNode {
  readonly path: NodePath;
  /** Name of the property, or of the property that holds the list. */
  readonly key: string;
  readonly value: Json;
  /** The objects around the value, the nearest first. */
  readonly holders: readonly JsonObject[];
}

/** Every value in `value` but itself, parents before children, in document order. */
export function* walk(
  value: Json,
  path: NodePath = [],
  key = '',
  holders: readonly JsonObject[] = [],
): Generator<JsonNode> {
  const list = isList(value);
  const inside = isObject(value) ? [value, ...holders] : holders;
  const entries: readonly (readonly [string | number, Json])[] = list
    ? value.map((item, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  for (const [step, child] of entries) {
    // A record in memory may hold `undefined`, which JSON leaves out.
    if (child === undefined) continue;
    const node = { path: [...path, step], key: list ? key : String(step), value: child, holders: inside };
    yield node;
    yield* walk(child, node.path, node.key, inside);
  }
}

/** Every text in a document: values and names of properties alike, each with its place. */
export function* texts(
  value: Json,
  path: NodePath = [],
): Generator<{ readonly text: string; readonly path: NodePath }> {
  for (const node of walk(value, path)) {
    const step = node.path.at(-1);
    if (typeof step === 'string') yield { text: step, path: node.path };
    if (typeof node.value === 'string') yield { text: node.value, path: node.path };
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object at `key`, or an empty one. */
export function objectAt(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  let current = value;
  for (const key of keys) current = isObject(current) ? current[key] : undefined;
  return isObject(current) ? current : {};
}

/** The objects of the list at `key`, each with its index. */
export function objectsAt(value: JsonObject, key: string): (readonly [number, JsonObject])[] {
  const list = value[key];
  if (!isList(list)) return [];
  return list.flatMap((item, index) => (isObject(item) ? [[index, item] as const] : []));
}

/** The text at `key`, or an empty one. */
export function textAt(value: JsonObject | undefined, key: string): string {
  const text = value?.[key];
  return typeof text === 'string' ? text : '';
}

/** Compares names as PowerShell does, in which the originals are written. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `resources[3].properties['a.b']`; the whole file is "the file". */
export function showPath(path: NodePath): string {
  const text = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[\w$-]+$/.test(step) ? `.${step}` : `['${step}']`;
  });
  return text.join('').replace(/^\./, '') || 'the file';
}
