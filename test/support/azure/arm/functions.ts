/** The functions of template expressions that need nothing but their arguments. */
import type { Json, JsonObject } from '../../../../scripts/model/arm.ts';
import { guid, uniqueString } from './hashes.ts';

type TemplateFunction = (...args: readonly Json[]) => Json;

const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const number = (value: Json | undefined): number => Number(value);
const object = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** By name in lower case: functions are called in any case. */
export const plainFunctions: Readonly<Record<string, TemplateFunction>> = {
  // Texts
  concat: (...args) => (Array.isArray(args[0]) ? args.flatMap(list) : args.map(text).join('')),
  format: (form, ...args) => text(form).replace(/\{(\d+)\}/g, (_, i: string) => text(args[Number(i)])),
  string: text,
  tolower: (value) => text(value).toLowerCase(),
  toupper: (value) => text(value).toUpperCase(),
  trim: (value) => text(value).trim(),
  replace: (value, from, to) => text(value).replaceAll(text(from), text(to)),
  split: (value, by) =>
    list(Array.isArray(by) ? by : [by as Json]).reduce<string[]>(
      (parts, sign) => parts.flatMap((part) => part.split(text(sign))),
      [text(value)],
    ),
  join: (values, by) => list(values).map(text).join(text(by)),
  substring: (value, start, length) =>
    text(value).slice(number(start), length === undefined ? undefined : number(start) + number(length)),
  startswith: (value, part) => text(value).toLowerCase().startsWith(text(part).toLowerCase()),
  endswith: (value, part) => text(value).toLowerCase().endsWith(text(part).toLowerCase()),
  padleft: (value, width, fill) => text(value).padStart(number(width), fill === undefined ? ' ' : text(fill)),
  base64: (value) => Buffer.from(text(value)).toString('base64'),
  uri: (base, part) => new URL(text(part), text(base)).href,
  uniquestring: (...args) => uniqueString(args.map(text)),
  guid: (...args) => guid(args.map(text)),
  // Lists and objects
  length: (value) =>
    typeof value === 'string'
      ? value.length
      : Array.isArray(value)
        ? value.length
        : Object.keys(object(value)).length,
  empty: (value) =>
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0),
  first: (value) => (typeof value === 'string' ? value.slice(0, 1) : (list(value)[0] ?? null)),
  last: (value) => (typeof value === 'string' ? value.slice(-1) : (list(value).at(-1) ?? null)),
  take: (value, count) =>
    typeof value === 'string' ? value.slice(0, number(count)) : list(value).slice(0, number(count)),
  skip: (value, count) =>
    typeof value === 'string' ? value.slice(number(count)) : list(value).slice(number(count)),
  indexof: (value, part) =>
    typeof value === 'string'
      ? value.toLowerCase().indexOf(text(part).toLowerCase())
      : list(value).findIndex((item) => same(item, part)),
  contains(value, part) {
    if (typeof value === 'string') return value.includes(text(part));
    if (Array.isArray(value)) return value.some((item) => same(item as Json, part));
    return Object.keys(object(value)).some((key) => key.toLowerCase() === text(part).toLowerCase());
  },
  array: (value) => (Array.isArray(value) ? value : [value as Json]),
  createarray: (...args) => args,
  createobject: (...args) =>
    Object.fromEntries(
      Array.from({ length: args.length / 2 }, (_, i) => [text(args[2 * i]), args[2 * i + 1] as Json]),
    ),
  union: (...args) =>
    Array.isArray(args[0])
      ? [...new Map(args.flatMap(list).map((item) => [JSON.stringify(item), item])).values()]
      : args.map(object).reduce(merge, {}),
  intersection: (a, b) => list(a).filter((item) => list(b).some((other) => same(item, other))),
  shallowmerge: (objects) => Object.assign({}, ...list(objects).map(object)) as JsonObject,
  flatten: (value) => list(value).flatMap(list),
  range: (start, count) => Array.from({ length: number(count) }, (_, i) => number(start) + i),
  items: (value) =>
    Object.entries(object(value))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => ({ key, value: member })),
  objectkeys: (value) => Object.keys(object(value)).toSorted(),
  json: (value) => JSON.parse(text(value)) as Json,
  coalesce: (...args) => args.find((value) => value !== null) ?? null,
  // Numbers and truth
  int: (value) => Math.trunc(number(value)),
  bool: (value) => value === true || text(value).toLowerCase() === 'true' || value === 1,
  add: (a, b) => number(a) + number(b),
  sub: (a, b) => number(a) - number(b),
  mul: (a, b) => number(a) * number(b),
  div: (a, b) => Math.trunc(number(a) / number(b)),
  mod: (a, b) => number(a) % number(b),
  min: (...args) =>
    Math.min(...args.flatMap((value) => (Array.isArray(value) ? value : [value])).map(number)),
  max: (...args) =>
    Math.max(...args.flatMap((value) => (Array.isArray(value) ? value : [value])).map(number)),
  equals: (a, b) => same(a, b),
  not: (value) => value !== true,
  less: (a, b) => (a as number) < (b as number),
  lessorequals: (a, b) => (a as number) <= (b as number),
  greater: (a, b) => (a as number) > (b as number),
  greaterorequals: (a, b) => (a as number) >= (b as number),
  true: () => true,
  false: () => false,
  null: () => null,
};

/** The later object wins; objects within are merged too, lists are not. */
function merge(a: JsonObject, b: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = merged[key];
    const both = [before, value].every(
      (side) => side !== null && typeof side === 'object' && !Array.isArray(side),
    );
    merged[key] = both ? merge(before as JsonObject, value as JsonObject) : (value as Json);
  }
  return merged;
}
