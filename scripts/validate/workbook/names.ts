import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { headingOf } from '../../model/workbook.ts';
import { isBlock, isResult, locate, type Placed, type WorkbookInventory } from './inventory.ts';

/** Names of items and parameters are unique; a parameter begins with one of its values; clicks have a target. */
export function checkNames(inventory: WorkbookInventory): Diagnostic[] {
  return [
    ...duplicates('item', [...inventory.items, ...headings(inventory)]),
    ...duplicates('parameter', inventory.parameters),
    ...inventory.parameters.flatMap(checkDefault),
    ...checkClicks(inventory),
  ];
}

/** The compiler gives a block an item for its title. */
function headings({ items }: WorkbookInventory): Placed<{ readonly name: string }>[] {
  return items.flatMap((item) =>
    isBlock(item.value) ? [{ ...item, value: { name: headingOf(item.value) } }] : [],
  );
}

function duplicates(kind: string, all: readonly Placed<{ readonly name: string }>[]): Diagnostic[] {
  return all.flatMap((placed) => {
    const { name } = placed.value;
    const first = all.find(({ value }) => value.name === name);
    if (!first || first === placed) return [];
    const { file, line } = locate(first, 'name');
    const args = { kind, name, other: `${file}:${line}` };
    return [diagnostic('workbook-name-duplicate', locate(placed, 'name'), args)];
  });
}

function checkDefault(placed: WorkbookInventory['parameters'][number]): Diagnostic[] {
  const { name, kind, options, durations, default: value, all } = placed.value;
  if (value === undefined || value === 'all' || !(options ?? durations)) return [];
  const known = kind === 'time-range' ? (durations ?? []) : (options ?? []).map((option) => option.value);
  if (known.includes(value) || value === all) return [];
  const args = { name, value, known: known.join(', ') };
  return [diagnostic('workbook-parameter-default', locate(placed, 'default'), args)];
}

/** What a group defines cannot be set from another one, so clicks set parameters above the tabs. */
function checkClicks({ items, parameters }: WorkbookInventory): Diagnostic[] {
  return items.flatMap((item) => {
    if (!isResult(item.value)) return [];
    return (item.value.sets ?? []).flatMap(({ parameter: name }, index) => {
      const target = parameters.find(({ value }) => value.name === name);
      if (target?.value.kind === 'text' && target.scope.length === 0) return [];
      return [diagnostic('workbook-click-target', locate(item, 'sets', index, 'parameter'), { name })];
    });
  });
}
