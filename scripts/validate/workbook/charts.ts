import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { QueryAnalysis } from '../../kql/analyze.ts';
import type { QueryItem } from '../../model/workbook.ts';
import { locate } from './inventory.ts';
import type { WorkbookQuery } from './queries.ts';

/** What makes the points of a chart over time: the length that follows the time range, or whole days. */
const points = /\bbin\([^()]*,\s*(?:max_of\()?chart_grain\b|\bstartofday\(/;

/**
 * A chart over time keeps within 10,000 points for every range on offer, as its points grow with the range.
 * Source of the limit: Azure workbooks documentation, "Workbooks limits".
 */
export function checkCharts(
  queries: readonly WorkbookQuery[],
  bind: (query: string) => QueryAnalysis,
): Diagnostic[] {
  return queries.flatMap(({ owner, composed, variants: [usual] }) => {
    const { chart } = owner.value as Partial<QueryItem>;
    if (!chart || points.test(composed.text)) return [];
    const column = bind(usual.text).columns.find(({ name }) => name === chart.x);
    if (column?.type !== 'datetime') return [];
    return [diagnostic('workbook-chart-points', locate(owner, 'chart', 'x'), { column: chart.x })];
  });
}
