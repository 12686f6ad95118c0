/** Paths into dynamic values. Source: Kusto reference, "JSONPath expressions": members and positions, no wildcards. */
import { isArray, isBag, type Bag, type Dynamic } from '../values/dynamic.ts';
import { Refusal } from './function.ts';

export type Path = readonly (string | number)[];

const step = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[\s*(?:'([^'\\]*)'|"([^"\\]*)"|(\d+))\s*\]/uy;

/** Reads `$.a['b c'][0]`; undefined where the text does not begin as a path. */
export function parsePath(text: string): Path | undefined {
  if (!text.startsWith('$')) return undefined;
  const path: (string | number)[] = [];
  for (step.lastIndex = 1; step.lastIndex < text.length;) {
    const [, name, single, double, position] = step.exec(text) ?? [];
    const key = name ?? single ?? double;
    if (key === undefined && position === undefined) throw new Refusal(`The path ${text} is not supported.`);
    path.push(key ?? Number(position));
  }
  return path;
}

/** A key, or a path where the text begins as one. A path to positions in arrays is not for bags' keys. */
export function parseKey(text: string): readonly string[] {
  if (!/^\$[.[]/.test(text)) return [text];
  const path = parsePath(text) ?? [];
  return path.map((key) => {
    if (typeof key === 'number') throw new Refusal(`The key ${text} with a position is not supported.`);
    return key;
  });
}

/** The member of a bag, or the element of an array, counted from its end where negative; null where there is none. */
export function memberOf(value: Dynamic, key: string | number): Dynamic {
  if (typeof key === 'number') {
    if (!isArray(value)) return null;
    return value[key < 0 ? value.length + key : key] ?? null;
  }
  return isBag(value) && Object.hasOwn(value, key) ? ((value as Bag)[key] ?? null) : null;
}

export function follow(value: Dynamic, path: Path): Dynamic {
  return path.reduce<Dynamic>(memberOf, value);
}
