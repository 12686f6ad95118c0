import { diagnostic, startOf, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { tabParameter, type WorkbookInput } from '../../model/workbook.ts';
import { findPart, locate, type WorkbookInventory } from './inventory.ts';

/** Whether the manifest lists exactly the files there are, and the workbook opens with its first tab. */
export function checkFiles(input: WorkbookInput, inventory: WorkbookInventory): Diagnostic[] {
  const { top, tabs } = inventory.manifest;
  const listed = [
    { file: top, path: ['top'] },
    ...tabs.map((file, index) => ({ file, path: ['tabs', index] })),
  ];
  const missing = listed
    .filter(({ file }) => !findPart(input, file))
    .map(({ file, path }) => diagnostic('workbook-file-missing', input.manifest.at(path), { file }));
  const used = new Set(listed.map(({ file }) => findPart(input, file)));
  const manifest = input.manifest.source.path;
  const unlisted = input.parts
    .filter((part) => !used.has(part))
    .map((part) => diagnostic('workbook-file-unlisted', startOf(part.source.path), { manifest }));
  return [...missing, ...unlisted, ...checkFirstTab(inventory)];
}

function checkFirstTab({ tabs, parameters }: WorkbookInventory): Diagnostic[] {
  const tab = tabs[0]?.value.tab;
  const parameter = parameters.find(({ value }) => value.name === tabParameter);
  if (tab === undefined || !parameter || parameter.value.default === tab) return [];
  const args = { name: tabParameter, value: parameter.value.default ?? '', tab };
  return [diagnostic('workbook-tab-default', locate(parameter, 'default'), args)];
}
