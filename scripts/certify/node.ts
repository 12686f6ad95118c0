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
export function walk(
  value: Json,
  path: NodePath = [],
  key = '',
  holders: readonly JsonObject[] = [],
): readonly JsonNode[] {
  const found: JsonNode[] = [];
  collect(value, path, key, holders, found);
  return found;
}

/** Into one list: generators within generators took most of the time of all checks. */
function collect(
  value: Json,
  path: NodePath,
  key: string,
  holders: readonly JsonObject[],
  found: JsonNode[],
): void {
  const add = (step: string | number, name: string, child: Json, inside: readonly JsonObject[]): void => {
    const node = { path: [...path, step], key: name, value: child, holders: inside };
    found.push(node);
    collect(child, node.path, name, inside, found);
  };
  if (isList(value)) {
    value.forEach((child, index) => add(index, key, child, holders));
  } else if (isObject(value)) {
    const inside = [value, ...holders];
    for (const [step, child] of Object.entries(value)) {
      // A record in memory may hold `undefined`, which JSON leaves out.
      if (child !== undefined) add(step, step, child, inside);
    }
  }
}

/** A text of a document with its place. */
export interface PlacedText {
  readonly text: string;
  readonly path: NodePath;
}

/** Every text in a document: values and names of properties alike. */
export function texts(value: Json, path: NodePath = []): readonly PlacedText[] {
  return textsOf(walk(value, path));
}

export function textsOf(nodes: readonly JsonNode[]): readonly PlacedText[] {
  const found: PlacedText[] = [];
  for (const { value, path } of nodes) {
    const step = path.at(-1);
    if (typeof step === 'string') found.push({ text: step, path });
    if (typeof value === 'string') found.push({ text: value, path });
  }
  return found;
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
