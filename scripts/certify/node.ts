import type { Json, JsonObject } from '../model/arm.ts';
import { remember } from '../model/remember.ts';

export type NodePath = readonly (string | number)[];

/** One value inside a JSON document. */
export interface JsonNode {
  readonly path: NodePath;
  /** Name of the property, or of the property that holds the list. */
  readonly key: string;
  /** The same, but undefined for an item of a list. */
  readonly name: string | undefined;
  readonly value: Json;
  /** The objects around the value, the nearest first. */
  readonly holders: readonly JsonObject[];
}

/**
 * A node that knows the one around it. Paths and holders are put together when asked for: a template has
 * thousands of values, and findings are few.
 */
class LinkedNode implements JsonNode {
  readonly key: string;
  readonly value: Json;
  readonly #parent: JsonNode;
  readonly #step: string | number;

  constructor(parent: JsonNode, step: string | number, key: string, value: Json) {
    this.key = key;
    this.value = value;
    this.#parent = parent;
    this.#step = step;
  }

  get path(): NodePath {
    return [...this.#parent.path, this.#step];
  }

  get holders(): readonly JsonObject[] {
    const { value, holders } = this.#parent;
    return isObject(value) ? [value, ...holders] : holders;
  }

  get name(): string | undefined {
    return typeof this.#step === 'string' ? this.#step : undefined;
  }
}

/** Every value in `value` but itself, parents before children, in document order. */
export function walk(
  value: Json,
  path: NodePath = [],
  key = '',
  holders: readonly JsonObject[] = [],
): readonly JsonNode[] {
  return collect({ path, key, name: undefined, value, holders }, []);
}

/** Into one list: generators within generators took most of the time of all checks. */
function collect(node: JsonNode, found: LinkedNode[]): LinkedNode[] {
  const { key, value } = node;
  if (isList(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = new LinkedNode(node, i, key, value[i] ?? null);
      found.push(item);
      collect(item, found);
    }
  } else if (isObject(value)) {
    for (const step of Object.keys(value)) {
      const child = value[step];
      // A record in memory may hold `undefined`, which JSON leaves out.
      if (child === undefined) continue;
      const member = new LinkedNode(node, step, step, child);
      found.push(member);
      collect(member, found);
    }
  }
  return found;
}

/** A text of a document with its place. */
export interface PlacedText {
  readonly text: string;
  readonly path: NodePath;
}

class LinkedText implements PlacedText {
  readonly text: string;
  readonly #node: JsonNode;

  constructor(text: string, node: JsonNode) {
    this.text = text;
    this.#node = node;
  }

  get path(): NodePath {
    return this.#node.path;
  }
}

/** Every text in a document: values and names of properties alike. */
export function texts(value: Json, path: NodePath = []): readonly PlacedText[] {
  return textsOf(walk(value, path));
}

export function textsOf(nodes: readonly JsonNode[]): readonly PlacedText[] {
  const found: PlacedText[] = [];
  for (const node of nodes) {
    const { name, value } = node;
    if (name !== undefined) found.push(new LinkedText(name, node));
    if (typeof value === 'string') found.push(new LinkedText(value, node));
  }
  return found;
}

/** The values and the texts of a whole file; several checks look at all of them. */
export const fileNodes = remember((file: JsonObject): readonly JsonNode[] => walk(file));
export const fileTexts = remember((file: JsonObject): readonly PlacedText[] => textsOf(fileNodes(file)));

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
