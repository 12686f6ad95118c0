/**
 * In: the workbook's files, each already of the right shape (its schema), and a binder of queries.
 * Out: what is wrong with them, with places. The compiler relies on what is checked here.
 */
import { sortDiagnostics, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { QueryAnalysis } from '../../kql/analyze.ts';
import type { WorkbookInput } from '../../model/workbook.ts';
import { checkBinding } from './binding.ts';
import { checkCharts } from './charts.ts';
import { checkColumns } from './columns.ts';
import { checkFiles } from './files.ts';
import { takeInventory } from './inventory.ts';
import { checkLayout } from './layout.ts';
import { checkNames } from './names.ts';
import { checkPromises } from './promises.ts';
import { listQueries } from './queries.ts';
import { checkReferences } from './references.ts';
import { checkTables } from './tables.ts';
import { checkTexts } from './texts.ts';

export function checkWorkbook(input: WorkbookInput, bind: (query: string) => QueryAnalysis): Diagnostic[] {
  const inventory = takeInventory(input);
  const queries = listQueries(inventory, input.fragments);
  return sortDiagnostics([
    ...checkFiles(input, inventory),
    ...checkNames(inventory),
    ...checkReferences(inventory, queries),
    ...checkBinding(queries, inventory, bind),
    ...checkColumns(queries, inventory, bind),
    ...checkCharts(queries, bind),
    ...checkTables(queries),
    ...checkLayout(inventory),
    ...checkTexts(input),
    ...checkPromises(input.manifest, inventory),
  ]);
}
