import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ValuePath, WorkbookItem } from '../../model/workbook.ts';
import { isBlock, locate, type Placed, type WorkbookInventory } from './inventory.ts';

type Container = Placed<{ readonly items: readonly WorkbookItem[] }>;

/**
 * Items stand side by side until their widths fill the row. An item that begins a new row although the
 * one before it is not full leaves a hole: its author meant them to fit.
 */
export function checkLayout({ top, tabs, items }: WorkbookInventory): Diagnostic[] {
  const blocks = items.flatMap((item) => (isBlock(item.value) ? [{ ...item, value: item.value }] : []));
  return [...(top ? [top] : []), ...tabs, ...blocks].flatMap(checkRows);
}

function checkRows(container: Container): Diagnostic[] {
  const found: Diagnostic[] = [];
  let filled = 0;
  for (const [index, { width = 100 }] of container.value.items.entries()) {
    const total = filled + width;
    if (total <= 100) {
      filled = total;
      continue;
    }
    if (filled < 100) {
      const path: ValuePath = ['items', index];
      found.push(diagnostic('workbook-row-width', locate(container, ...path, 'width'), { total }));
    }
    filled = width;
  }
  return found;
}
