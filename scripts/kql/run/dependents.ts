import type { Binding } from '../plan/plan.ts';

/** The bindings behind `part` and before `end` whose values change with the part, directly or through others. */
export function dependentsOf(bindings: readonly Binding[], part: number, end: number): readonly number[] {
  const changing = new Set([part]);
  const reads = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value)) return value.some(reads);
    if ('id' in value && changing.has(value.id as number)) return true;
    // A place is a node of the query's whole tree.
    return Object.entries(value).some(([key, member]) => key !== 'place' && reads(member));
  };
  // A binding reads only those made before it.
  for (const { id, ...rest } of bindings) if (id > part && id < end && reads(rest)) changing.add(id);
  return [...changing].slice(1);
}
