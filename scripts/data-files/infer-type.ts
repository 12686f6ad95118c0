import type { ScalarType } from '../kql/values/scalar.ts';
import { fromText } from './cell.ts';

/** Types that a text can have by its form, the narrowest first. */
const candidates: readonly ScalarType[] = ['bool', 'long', 'real', 'datetime', 'guid'];

/** The type of a column of which only texts are known: JSON values, or the plain texts of a CSV file. */
export function inferType(texts: readonly string[], notation: 'json' | 'text'): ScalarType {
  const given = texts.filter((text) => text !== '' && text !== 'null');
  if (given.length === 0) return notation === 'json' ? 'dynamic' : 'string';
  if (notation === 'text')
    return candidates.find((type) => given.every((text) => isOfForm(text, type))) ?? 'string';
  if (given.every((text) => text.startsWith('"'))) {
    const isDated = given.every((text) => isOfForm(text.slice(1, -1), 'datetime'));
    return isDated ? 'datetime' : 'string';
  }
  const plain = (['bool', 'long', 'real'] as const).find((type) =>
    given.every((text) => isOfForm(text, type)),
  );
  return plain ?? 'dynamic';
}

/** A lone year or number is a number and no date; 0 and 1 are no truth values. */
function isOfForm(text: string, type: ScalarType): boolean {
  // The form that reals without digits have in JSON, beside others that are numbers.
  if (type === 'real' && /^"(?:NaN|-?Infinity)"$/.test(text)) return true;
  if (type === 'bool') return /^(?:true|false)$/i.test(text);
  if (type === 'datetime' && !/^\d{4}-\d\d-\d\d/.test(text)) return false;
  return fromText(text, type) !== undefined;
}
