import { isObject } from '../certify/node.ts';
import type { Json, JsonObject } from '../model/arm.ts';
import type { PackageItem } from './item.ts';
import { compareLines, type ChangedLine } from './line-difference.ts';

/** A property that differs. */
export interface PropertyDifference {
  /** E.g. `properties.severity`; members of a list by their name or id where they have one. */
  readonly path: string;
  /** Absent where the property is new, or where `lines` say it. */
  readonly before?: Json;
  readonly after?: Json;
  /** Of a text of several lines, such as a query. */
  readonly lines?: readonly ChangedLine[];
}

export interface ItemDifference {
  readonly change: 'added' | 'removed' | 'changed';
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
  readonly properties: readonly PropertyDifference[];
}

/** What changed from one list of items to another: removed and changed ones in the old order, then new ones. */
export function compareItems(
  before: readonly PackageItem[],
  after: readonly PackageItem[],
): ItemDifference[] {
  const [old, present] = [before, after].map((items) => new Map(items.map((item) => [keyOf(item), item])));
  const found = before.flatMap((item): ItemDifference[] => {
    const now = present?.get(keyOf(item));
    return now ? compareItem(item, now) : [whole('removed', item)];
  });
  return [...found, ...after.filter((item) => !old?.has(keyOf(item))).map((item) => whole('added', item))];
}

function keyOf({ kind, id }: PackageItem): string {
  return `${kind}\n${id}`;
}

function whole(change: 'added' | 'removed', { kind, id, name, version }: PackageItem): ItemDifference {
  return { change, kind, id, name, [change === 'added' ? 'after' : 'before']: version, properties: [] };
}

function compareItem(before: PackageItem, after: PackageItem): ItemDifference[] {
  const { kind, id } = before;
  const properties = compareValues(before.properties, after.properties, '');
  if (properties.length === 0 && before.version === after.version && before.name === after.name) return [];
  return [
    {
      change: 'changed',
      kind,
      id,
      name: after.name,
      before: before.version,
      after: after.version,
      properties,
    },
  ];
}

/** The innermost values that differ. */
export function compareValues(before: Json, after: Json, path: string): PropertyDifference[] {
  if (isObject(before) && isObject(after))
    return compareMembers(before, after, path, (key) => join(path, key));
  if (Array.isArray(before) && Array.isArray(after)) {
    const [a, b] = [byName(before), byName(after)];
    if (a && b) return compareMembers(a, b, path, (key) => `${path}[${key}]`);
    return compareMembers(byPlace(before), byPlace(after), path, (key) => `${path}[${key}]`);
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (typeof before === 'string' && typeof after === 'string' && `${before}${after}`.includes('\n')) {
    return [{ path, lines: compareLines(before, after) }];
  }
  return [{ path, before, after }];
}

function compareMembers(
  before: JsonObject,
  after: JsonObject,
  path: string,
  pathOf: (key: string) => string,
): PropertyDifference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const found = keys.flatMap((key): PropertyDifference[] => {
    const [a, b] = [own(before, key), own(after, key)];
    if (a === undefined) return b === undefined ? [] : [{ path: pathOf(key), after: b }];
    if (b === undefined) return [{ path: pathOf(key), before: a }];
    return compareValues(a, b, pathOf(key));
  });
  return found.length === 0 && keys.some((key, i) => Object.keys(after)[i] !== key)
    ? [{ path: join(path, '(order)'), before: Object.keys(before), after: Object.keys(after) }]
    : found;
}

/** Members of a list by what names them, where all have such a name and each another. */
function byName(list: readonly Json[]): JsonObject | undefined {
  for (const key of ['name', 'id', 'columnId', 'columnMatch', 'type']) {
    const names = list.map((item) => (isObject(item) ? item[key] : undefined));
    const isNamed = names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
    if (isNamed && list.length > 0)
      return Object.fromEntries(list.map((item, i) => [String(names[i]), item]));
  }
  return undefined;
}

function byPlace(list: readonly Json[]): JsonObject {
  return Object.fromEntries(list.map((item, i) => [String(i), item]));
}

function own(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
