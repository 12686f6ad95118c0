import type { Json } from '../../model/arm.ts';
import type { Facts } from '../../model/infrastructure.ts';

/** Replaces `${name}`: a text that is nothing else becomes the value itself, a list for example. */
export type Substitute = (name: string) => Json;

/**
 * Puts the values of placeholders into all texts of a definition, keys included.
 * Throws where a placeholder has no value, or a value that is no text stands amid text: both are found
 * by the checks before.
 */
export function fillPlaceholders(value: Json, substitute: Substitute): Json {
  if (typeof value === 'string') return fillText(value, substitute);
  if (Array.isArray(value)) return value.map((item: Json) => fillPlaceholders(item, substitute));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      String(fillText(key, substitute)),
      fillPlaceholders(item, substitute),
    ]),
  );
}

function fillText(text: string, substitute: Substitute): Json {
  const whole = /^\$\{([^}]*)\}$/.exec(text)?.[1];
  if (whole !== undefined) return substitute(whole);
  return text.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = substitute(name);
    if (typeof value !== 'string') throw new TypeError(`The placeholder ${name} is no text.`);
    return value;
  });
}

/** The value of a fact; throws where there is none of that name. */
export function lookUpFact(facts: Facts, name: string): Json {
  const value = (facts as Readonly<Record<string, Json>>)[name];
  if (value === undefined) throw new TypeError(`There is no fact ${name}.`);
  return value;
}
