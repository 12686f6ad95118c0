import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinSegments, toTerm } from './identifier.ts';

test('literal segments become a plain name', () => {
  expect(joinSegments(["'a'", "'it''s'", "'c'"])).toBe("a/it's/c");
});

test('a computed segment makes the name an expression', () => {
  expect(joinSegments(["variables('a')"])).toBe("[variables('a')]");
  expect(joinSegments(["variables('a')", "'b'", "parameters('c')"])).toBe(
    "[concat(variables('a'), '/b/', parameters('c'))]",
  );
});

test('terms of texts and expressions', () => {
  expect([toTerm('[f()]'), toTerm("it's")]).toEqual(['f()', "'it''s'"]);
});

test('any segments evaluate to themselves, joined by slashes', () => {
  const literal = fc.stringMatching(/^[a-z'-]{1,6}$/);
  // A computed segment is a call here whose value is the number in it.
  const computed = fc.nat(99).map((n) => `[f${n}()]`);
  fc.assert(
    fc.property(fc.array(fc.oneof(literal, computed), { minLength: 1, maxLength: 4 }), (names) => {
      const expected = names.map((name) => /^\[f(\d+)\(\)\]$/.exec(name)?.[1] ?? name).join('/');
      expect(evaluate(joinSegments(names.map(toTerm)))).toBe(expected);
    }),
  );
});

/** Evaluates names made of texts, calls `f<n>()` and one `concat`. */
function evaluate(name: string): string {
  if (!name.startsWith('[')) return name;
  const terms = name.match(/'(?:[^']|'')*'|f\d+/g) ?? [];
  return terms
    .map((term) => (term.startsWith("'") ? term.slice(1, -1).replaceAll("''", "'") : term.slice(1)))
    .join('');
}
