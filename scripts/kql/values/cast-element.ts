import { Decimal } from './decimal.ts';
import { isArray, isBag, Typed, type Dynamic } from './dynamic.ts';
import type { ScalarType, Value } from './scalar.ts';

const [minInt32, maxInt32] = [-(2 ** 31), 2 ** 31 - 1];

/**
 * An element of a dynamic value as a value of a type: one that is not of the type is null, and no text is
 * parsed. `refuse` makes the error for pairs of which the reference does not say whether they conform.
 * Source: Kusto reference, mv-expand, "to typeof".
 */
export function castElement(type: ScalarType, refuse: (what: string) => Error): (element: Dynamic) => Value {
  if (type === 'dynamic') return (element) => element;
  if (type === 'string') {
    return (element) => {
      if (typeof element === 'string') return element;
      if (element === null) return '';
      throw refuse(kindOf(element));
    };
  }
  return (element) => {
    if (element === null) return null;
    const kind = kindOf(element);
    if (kind === type) return (element instanceof Typed ? element.value : element) as Value;
    if (kind === 'long' && type === 'int') {
      if (Number(element) >= minInt32 && Number(element) <= maxInt32) return element as Value;
      throw refuse(String(element));
    }
    if (kind === 'long' && type === 'real') return Number(element);
    if (kind === 'array' || kind === 'dictionary') return null;
    if (kind === 'string' && (type === 'long' || type === 'int' || type === 'real' || type === 'bool')) {
      if (/^\s*(?:true|false|[-+]?[\d.]+(?:e[-+]?\d+)?)\s*$/i.test(String(element)))
        throw refuse(`"${String(element)}"`);
      return null;
    }
    throw refuse(kind);
  };
}

/** The type of a dynamic value, by the names of `gettype`, but `real` as a column has it. */
export function kindOf(value: Dynamic): ScalarType | 'array' | 'dictionary' | 'null' {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof Typed) return value.type;
  if (value instanceof Decimal) return 'decimal';
  if (isArray(value)) return 'array';
  return isBag(value) ? 'dictionary' : 'long';
}
