import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { locate, type WorkbookInventory } from './inventory.ts';
import type { WorkbookQuery } from './queries.ts';
import { formatsOf } from './reference.ts';
import { isVisible, listUses, type ParameterUse } from './uses.ts';

/** Whatever is read is defined and can be seen, and whatever is defined is read. */
export function checkReferences(
  inventory: WorkbookInventory,
  queries: readonly WorkbookQuery[],
): Diagnostic[] {
  const uses = listUses(inventory, queries);
  const read = new Set(uses.map(({ name }) => name));
  const unused = inventory.parameters
    .filter(({ value }) => !read.has(value.name))
    .map((placed) =>
      diagnostic('workbook-parameter-unused', locate(placed, 'name'), { name: placed.value.name }),
    );
  return [...uses.flatMap((use) => checkUse(use, inventory)), ...unused];
}

function checkUse(
  { name, format, scope, location }: ParameterUse,
  inventory: WorkbookInventory,
): Diagnostic[] {
  const definition = inventory.parameters.find(({ value }) => value.name === name);
  if (!definition) {
    const similar = nearest(
      name,
      inventory.parameters.map(({ value }) => value.name),
    );
    const hint = similar ? ` Did you mean "${similar}"?` : '';
    return [diagnostic('workbook-parameter-undefined', location, { name, hint })];
  }
  if (!isVisible(definition.scope, scope)) {
    const group = definition.scope.at(-1) ?? '';
    return [diagnostic('workbook-parameter-scope', location, { name, group })];
  }
  const known = formatsOf(definition.value.kind);
  if (format === '' || known.includes(format)) return [];
  return [diagnostic('workbook-reference-format', location, { name, format, known: known.join(', ') })];
}
