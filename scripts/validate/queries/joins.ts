import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BoundQuery, QueryFrame } from './bound-query.ts';

/** The length of the word `join`, for the mark under it. */
const word = 'join'.length;

/** Joins say their kind, and the copies that they make of columns get a name. */
export function checkJoins({ analysis, locate, composed }: BoundQuery, { schema }: QueryFrame): Diagnostic[] {
  const { joins, names } = analysis.facts;
  const bases = new Set([
    ...analysis.columns.map((c) => c.name),
    ...schema.tables.flatMap((table) => table.columns.map((c) => c.name)),
    ...names.map((n) => n.name),
  ]);
  const copies = analysis.columns.filter(({ name }) => /.1$/.test(name) && bases.has(name.slice(0, -1)));
  return [
    ...joins
      .filter((join) => join.kind === undefined)
      .map(({ start }) =>
        diagnostic(
          'kql-join-kind',
          locate({ start: composed.text.indexOf('join', start), length: word }),
          {},
        ),
      ),
    ...copies.flatMap(({ name }) => {
      // A copy cannot come about without a join (or a lookup); elsewhere the name was chosen.
      const isMade = new RegExp(`\\b${name}\\s*=(?!=)`).test(composed.text);
      if (isMade) return [];
      const use = names.findLast((n) => n.name === name) ?? { start: 0, length: 1 };
      return [diagnostic('kql-join-suffix', locate(use), { name, base: name.slice(0, -1) })];
    }),
  ];
}
