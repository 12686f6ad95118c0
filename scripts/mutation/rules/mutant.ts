/** Queries with one fault each, and where the fault stands in the sources. */
import { originOf, type ComposedQuery } from '../../kql/compose.ts';
import type { SyntaxNode } from '../../kql/plan/syntax.ts';
import { locationAt } from '../../load/source.ts';
import type { Location } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { RuleFile } from '../../model/rule.ts';
import { changeAggregate } from './aggregates.ts';
import type { Change, ChangeMaker, Family } from './change.ts';
import { changeComparison } from './comparisons.ts';
import { changeJoin, changeOrder } from './joins.ts';
import { changePredicate } from './predicates.ts';
import { changeWindow } from './windows.ts';

export interface Mutant {
  readonly family: Family;
  /** Where the text that is changed was written: in the rule, or in a fragment. */
  readonly place: Location;
  /** The changed lines as they are and as they become, on one line each, blanks joined. */
  readonly was: string;
  readonly becomes: string;
  /** The whole query with the fault. */
  readonly query: string;
}

const makers: readonly ChangeMaker[] = [
  changePredicate,
  changeComparison,
  changeWindow,
  changeAggregate,
  changeJoin,
  changeOrder,
];

/** All changes of a query, in order of their places. */
export function changesOf(tree: SyntaxNode): readonly Change[] {
  const changes: Change[] = [];
  const visit = (node: SyntaxNode, above: readonly SyntaxNode[]): void => {
    for (const maker of makers) changes.push(...maker(node, above));
    const around = [...above, node];
    for (const [, part] of node.parts) visit(part, around);
  };
  visit(tree, []);
  return changes.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1));
}

/** The mutants of a rule, each text once. */
export function mutantsOf(
  rule: YamlDocument<RuleFile>,
  composed: ComposedQuery,
  tree: SyntaxNode,
): readonly Mutant[] {
  const known = new Set([composed.text]);
  return changesOf(tree).flatMap((change) => {
    const { start, end, text, family } = change;
    const query = composed.text.slice(0, start) + text + composed.text.slice(end);
    if (known.has(query)) return [];
    known.add(query);
    const from = originOf(composed, start);
    const last = originOf(composed, Math.max(start, end - 1));
    const { fragment, offset } = from;
    const isWhole = fragment === last.fragment;
    const until = isWhole ? last.offset + Math.min(1, end - start) : offset;
    const source = fragment?.source.text ?? rule.value.query;
    const place = fragment
      ? locationAt(fragment.source, offset, until - offset)
      : rule.within(['query'], offset, until - offset);
    const lines = isWhole
      ? linesOf(source, { start: offset, end: until, text })
      : linesOf(composed.text, change);
    return [{ family, place, query, ...lines }];
  });
}

/** Whether a text stands in the changed lines. */
export function hasText({ was, becomes }: Pick<Mutant, 'was' | 'becomes'>, text: string): boolean {
  return was.includes(text) || becomes.includes(text);
}

function linesOf(
  text: string,
  { start, end, text: other }: Omit<Change, 'family'>,
): Pick<Mutant, 'was' | 'becomes'> {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const found = text.indexOf('\n', end);
  const to = found < 0 ? text.length : found;
  return {
    was: onOneLine(text.slice(from, to)),
    becomes: onOneLine(text.slice(from, start) + other + text.slice(end, to)),
  };
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
