import type { Json, JsonObject } from '../../model/arm.ts';

interface Text {
  readonly text: string;
  readonly path: readonly (string | number)[];
  /** The text is a key of a mapping, not a value. */
  readonly isKey: boolean;
}

/** Every text in a value, keys included, each with its path from there. */
export function* eachText(value: Json | undefined, path: readonly (string | number)[] = []): Generator<Text> {
  if (typeof value === 'string') {
    yield { text: value, path, isKey: false };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* eachText(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      yield { text: key, path: [...path, key], isKey: true };
      yield* eachText(item, [...path, key]);
    }
  }
}

/** The names in the placeholders `${name}` of a text, with their offsets. */
export function placeholdersIn(text: string): { name: string; offset: number }[] {
  return [...text.matchAll(/\$\{([^}]*)\}/g)].map((match) => ({ name: match[1] ?? '', offset: match.index }));
}

/** The value at a path; undefined where the path leads nowhere. Bodies of resources have no schema. */
export function valueAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return valueAt((value as JsonObject)[step], ...rest);
}

/** The items of a list; none where the value is no list. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
