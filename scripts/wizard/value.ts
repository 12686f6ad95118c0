/** A value of the wizard: JSON, or nothing (`undefined`): a control or a request that has no answer. */
export type Value =
  undefined | null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type ValueObject = { readonly [key: string]: Value };

export function isObject(value: Value): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** The property of an object; nothing where the object or the property is not there. */
export function member(value: Value, key: string): Value {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The name of a value's type for messages. */
export function typeName(value: Value): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (isList(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Equal type and equal content; the order of an object's keys has no meaning. */
export function sameValue(a: Value, b: Value): boolean {
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
    );
  }
  return a === b;
}
