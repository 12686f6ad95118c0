import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { promises, type WorkbookDocument } from '../../model/workbook.ts';
import { isResult, type WorkbookInventory } from './inventory.ts';

/** Each promise is kept by items of its tab, so that a later edit cannot lose one unnoticed. */
export function checkPromises(document: WorkbookDocument, inventory: WorkbookInventory): Diagnostic[] {
  return Object.entries(promises).flatMap(([promise, tab]) => {
    const kept = inventory.manifest.promises[promise] ?? [];
    if (kept.length === 0) {
      const location = document.at(['promises', promise], 'key');
      return [diagnostic('workbook-promise-unkept', location, { promise, tab })];
    }
    const known = inventory.items
      .filter(({ value, scope }) => isResult(value) && scope[0] === tab)
      .map(({ value }) => value.name);
    return kept.flatMap((item, index) => {
      if (known.includes(item)) return [];
      const similar = nearest(item, known);
      const hint = similar ? ` Did you mean "${similar}"?` : '';
      const location = document.at(['promises', promise, index]);
      return [diagnostic('workbook-promise-item', location, { promise, item, tab, hint })];
    });
  });
}
