import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { QueryAnalysis } from '../../kql/analyze.ts';
import { timeParameter, type QueryItem } from '../../model/workbook.ts';
import { isQuery, type WorkbookInventory } from './inventory.ts';
import { variantsToBind, type QueryVariant, type WorkbookQuery } from './queries.ts';
import { parseReferences } from './reference.ts';
import { locateInQuery } from './uses.ts';

/**
 * Queries are valid for every value that their parameters can have. A value stands in a literal that it
 * cannot leave: this is seen from the text outside of literals, which then is the same for all values.
 */
export function checkBinding(
  queries: readonly WorkbookQuery[],
  inventory: WorkbookInventory,
  bind: (query: string) => QueryAnalysis,
): Diagnostic[] {
  const bound = new Set<string>();
  return queries.flatMap((query) => {
    const unsafe = checkSafety(query, inventory);
    // A value that leaves its literal would only be reported once more by the binder.
    const variants = unsafe.length > 0 ? [query.variants[0]] : variantsToBind(query.variants, bound);
    return [
      ...unsafe,
      ...variants.flatMap((variant) => checkVariant(query, variant, bind)),
      ...checkAscii(query),
      ...checkTime(query),
    ];
  });
}

function checkVariant(
  query: WorkbookQuery,
  variant: QueryVariant,
  bind: (query: string) => QueryAnalysis,
): Diagnostic[] {
  const sample = variant.sample?.title ?? 'ordinary values';
  return bind(variant.text).problems.map(({ message, start, length }) =>
    diagnostic('workbook-query-binding', locateInQuery(query, variant.originOf(start), length), {
      problem: message,
      sample,
    }),
  );
}

function checkSafety(query: WorkbookQuery, { parameters }: WorkbookInventory): Diagnostic[] {
  const usual = query.variants[0].shape;
  return parseReferences(query.composed.text).flatMap(({ name, start, length }) => {
    const kind = parameters.find(({ value }) => value.name === name)?.value.kind;
    if (kind === 'time-range') return [];
    const breaking = query.variants.find((v) => v.parameter === name && v.shape !== usual);
    if (!breaking) return [];
    const args = { name, sample: breaking.sample?.title ?? '', reference: `{${name}:escapejson}` };
    return [diagnostic('workbook-reference-unsafe', locateInQuery(query, start, length), args)];
  });
}

function checkAscii(query: WorkbookQuery): Diagnostic[] {
  const found = /[^\n\x20-\x7e]/u.exec(query.composed.text);
  if (!found) return [];
  const args = { character: found[0] };
  return [diagnostic('workbook-query-ascii', locateInQuery(query, found.index), args)];
}

/** Every item selects by the range in its own text, where a reader sees it, and not in a fragment. */
function checkTime(query: WorkbookQuery): Diagnostic[] {
  const { owner } = query;
  const item = owner.value as QueryItem;
  if (!('visual' in item && isQuery(item))) return [];
  const column = item.time === 'arrival' ? '(?:TimeGenerated|\\w+Time)' : 'timestamp';
  if (new RegExp(`\\bwhere\\s+${column}\\s+\\{${timeParameter}\\}`).test(item.query)) return [];
  const args = {
    column: item.time === 'arrival' ? 'TimeGenerated' : 'timestamp',
    reference: `{${timeParameter}}`,
  };
  return [diagnostic('workbook-query-time', owner.document.at([...owner.path, 'query'], 'key'), args)];
}
