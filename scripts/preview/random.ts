/** Numbers from 0 to 1 that look random and are the same each time for the same name. */
export type Random = () => number;

/**
 * A generator that starts from a name: an item keeps its made-up numbers when others come and go. Source:
 * the FNV-1a hash and the mulberry32 generator, both in the public domain.
 */
export function randomOf(name: string): Random {
  let state = 0x811c9dc5;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
