/** Arguments of functions that take any scalar as text. */
import { textOfValue } from '../values/convert.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { isArray, type Dynamic } from '../values/dynamic.ts';
import type { Implementation, ScalarFunction } from './function.ts';

/** Text of an argument; null is the empty text. */
export function textReader(type: ScalarType | undefined): (value: Value | undefined) => string {
  if (type === undefined || type === 'string') return (value) => (value ?? '') as string;
  return (value) => textOfValue(value ?? null, type);
}

/** A function over texts; arguments of other types stand for their text. */
export function ofTexts(page: string, implementation: (...texts: string[]) => Value): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize: (types): Implementation => {
      if (types.every((type) => type === 'string')) return implementation as Implementation;
      const readers = types.map(textReader);
      return (...args) =>
        implementation(...args.map((arg, i) => (readers[i] as (value: Value) => string)(arg)));
    },
  };
}

/** Texts of a list: each argument is a scalar or a dynamic array of them. */
export function textsOf(items: readonly Value[], types: readonly ScalarType[]): readonly string[] {
  return items.flatMap((item, i) => {
    const type = types[i] ?? 'string';
    if (type !== 'dynamic') return [textOfValue(item, type)];
    const elements: readonly Dynamic[] = isArray(item) ? item : [item as Dynamic];
    return elements.map((element) => textOfValue(element, 'dynamic'));
  });
}

/** Works something out anew only where the arguments differ from those of the row before. */
export function remember<Result>(
  make: (args: readonly Value[]) => Result,
): (args: readonly Value[]) => Result {
  let known: readonly Value[] | undefined;
  let result: Result;
  return (args) => {
    if (known?.length !== args.length || args.some((arg, i) => arg !== known?.[i])) {
      result = make(args);
      known = args;
    }
    return result;
  };
}

/** Whether a text has characters that JavaScript counts as two. */
export function hasPairs(text: string): boolean {
  return /[\uD800-\uDFFF]/.test(text);
}

/** The text by characters, as Kusto counts them. */
export function charactersOf(text: string): readonly string[] | string {
  return hasPairs(text) ? [...text] : text;
}

/** Number of characters, as Kusto counts them. */
export function countCharacters(text: string): number {
  return charactersOf(text).length;
}
