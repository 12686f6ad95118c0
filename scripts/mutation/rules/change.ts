/** Small faults that somebody could make in a query, as edits of its text. */
import type { SyntaxNode } from '../../kql/plan/syntax.ts';

/** What a change is about. */
export const families = [
  'predicate',
  'comparison',
  'membership',
  'window',
  'threshold',
  'duplicates',
  'join',
  'aggregate',
  'order',
] as const;
export type Family = (typeof families)[number];

/** One stretch of the text and what stands there instead. */
export interface Change {
  readonly family: Family;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The changes that can be made at a node; `above` holds the nodes around it, the nearest last. */
export type ChangeMaker = (node: SyntaxNode, above: readonly SyntaxNode[]) => readonly Change[];

/** Another text in the place of a node. */
export function replace(family: Family, { start, length }: SyntaxNode, text: string): Change {
  return { family, start, end: start + length, text };
}

/** All from the start of one node to the end of another, left out. */
export function leaveOut(family: Family, first: SyntaxNode, last: SyntaxNode = first): Change {
  return { family, start: first.start, end: last.start + last.length, text: '' };
}

/** A list without one of its elements, separators as they stand. */
export function withoutElement(
  family: Family,
  elements: readonly SyntaxNode[],
  index: number,
): readonly Change[] {
  const [element, before, after] = [elements[index], elements[index - 1], elements[index + 1]];
  if (!element || elements.length < 2) return [];
  const end = element.start + element.length;
  return after
    ? [{ family, start: element.start, end: after.start, text: '' }]
    : before
      ? [{ family, start: before.start + before.length, end, text: '' }]
      : [];
}
