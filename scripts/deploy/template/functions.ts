import type { Json, JsonObject } from '../../model/arm.ts';
import { guid, uniqueString } from './unique-string.ts';

/** Where a deployment is, or would be. */
export interface Place {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroup: string;
  /** Region of the resource group. */
  readonly location: string;
}

/** The functions that the solution's templates use, by their names in lower case, of values alone. */
export const functions: Readonly<Record<string, (...values: readonly Json[]) => Json>> = {
  concat: (...values) =>
    values.some((value) => Array.isArray(value)) ? values.flat() : values.map(text).join(''),
  contains: (within, item) =>
    Array.isArray(within)
      ? within.includes(item ?? null)
      : isRecord(within)
        ? Object.keys(within).some((key) => sameText(key, text(item)))
        : text(within).includes(text(item)),
  createobject: (...values) =>
    Object.fromEntries(values.flatMap((key, i) => (i % 2 === 0 ? [[text(key), values[i + 1] ?? null]] : []))),
  empty: (value) =>
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0),
  false: () => false,
  guid: (...values) => guid(...values.map(text)),
  intersection: (first, ...others) =>
    items(first).filter((item) => others.every((other) => items(other).includes(item))),
  last: (value) => (Array.isArray(value) ? (value.at(-1) ?? null) : text(value).slice(-1)),
  length: (value) =>
    typeof value === 'object' && value !== null ? Object.keys(value).length : text(value).length,
  not: (value) => value !== true,
  replace: (value, old, put) => text(value).replaceAll(text(old), text(put)),
  split: (value, by) => text(value).split(text(by)),
  string: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  take: (value, count) =>
    Array.isArray(value) ? value.slice(0, Number(count)) : text(value).slice(0, Number(count)),
  tolower: (value) => text(value).toLowerCase(),
  true: () => true,
  union: (...values) => values.reduce(merge, {}),
  uniquestring: (...values) => uniqueString(...values.map(text)),
};

/** The functions that make ids: they know where the deployment is. */
export function idFunctions({
  subscriptionId,
  resourceGroup,
}: Place): Readonly<Record<string, (...values: readonly Json[]) => Json>> {
  const subscription = `/subscriptions/${subscriptionId}`;
  return {
    resourceid: (...values) => `${subscription}/resourceGroups/${resourceGroup}${idPath(values.map(text))}`,
    subscriptionresourceid: (...values) => `${subscription}${idPath(values.map(text))}`,
    extensionresourceid: (scope, ...values) => `${text(scope)}${idPath(values.map(text))}`,
  };
}

/** `/providers/<namespace>/<type>/<name>/<type>/<name>` of a full type and one name for each part. */
export function idPath([type = '', ...names]: readonly string[]): string {
  const [namespace = '', ...types] = type.split('/');
  return `/providers/${namespace}${types.map((part, i) => `/${part}/${names[i] ?? ''}`).join('')}`;
}

/** Objects within objects are put together, everything else is taken from the later one. */
function merge(before: Json, after: Json): Json {
  if (!isRecord(before) || !isRecord(after)) return after;
  const merged: Record<string, Json> = { ...before };
  for (const [key, value] of Object.entries(after)) {
    const old = merged[key];
    merged[key] = old === undefined ? value : merge(old, value);
  }
  return merged;
}

export function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function items(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function text(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** Names of types, members and ids, in any capitals. */
export function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
