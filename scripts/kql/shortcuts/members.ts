/** What a class has under a name, or one that it extends; a property is not read, as only an object can be asked. */
export function member(prototype: object, name: string): PropertyDescriptor | undefined {
  for (let at: object | null = prototype; at; at = Object.getPrototypeOf(at) as object | null) {
    const own = Object.getOwnPropertyDescriptor(at, name);
    if (own) return own;
  }
  return undefined;
}

export function methodOf(prototype: object, name: string): Function | undefined {
  const value: unknown = member(prototype, name)?.value;
  return typeof value === 'function' ? value : undefined;
}
