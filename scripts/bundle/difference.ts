import type { Json } from '../model/arm.ts';

/** Where two JSON texts first differ, with what each has there. */
export interface Difference {
  /** E.g. `resources[3].properties.query`. */
  readonly path: string;
  readonly committed: string;
  readonly built: string;
}

/** The first difference in document order, or undefined where the two are equal. */
export function firstDifference(committed: Json, built: Json, path = ''): Difference | undefined {
  if (isContainer(committed) && isContainer(built) && Array.isArray(committed) === Array.isArray(built)) {
    const keys = [...new Set([...Object.keys(built), ...Object.keys(committed)])];
    for (const key of keys) {
      const step = Array.isArray(built) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
      const found = firstDifference(member(committed, key), member(built, key), step);
      if (found) return found;
    }
    return undefined;
  }
  if (committed === built) return undefined;
  return { path: path || '(whole file)', committed: show(committed), built: show(built) };
}

type Container = readonly Json[] | { readonly [key: string]: Json };

function isContainer(value: Json): value is Container {
  return typeof value === 'object' && value !== null;
}

/** An absent member is told apart from null by a value that JSON cannot hold. */
function member(value: Container, key: string): Json {
  return Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, Json>>)[key]!
    : (undefined as unknown as Json);
}

function show(value: Json): string {
  const text = (JSON.stringify(value) as string | undefined) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
