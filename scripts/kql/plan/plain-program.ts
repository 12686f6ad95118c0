import type { Program } from './plan.ts';

/**
 * A program that holds nothing of the tree that it was planned from: there, a place is a whole node. What
 * several operators share stays shared.
 */
export function plainProgram(program: Program): Program {
  const copies = new Map<object, object>();
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = copies.get(value);
    if (known) return known;
    const made = Array.isArray(value)
      ? value.map(copy)
      : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyMember(key, member)]));
    copies.set(value, made);
    return made;
  };
  const copyMember = (key: string, member: unknown): unknown => {
    // Values of literals know no places, and may have members of that name.
    if (key === 'value') return member;
    if (key !== 'place') return copy(member);
    const { start, length } = member as { readonly start: number; readonly length: number };
    return { start, length };
  };
  return copy(program) as Program;
}
