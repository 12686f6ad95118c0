import { dirname } from 'node:path/posix';
import type { Location } from '../../diagnostics/diagnostic.ts';
import type {
  BlockItem,
  ParameterDefinition,
  ParametersItem,
  QueryItem,
  RequestItem,
  TextItem,
  ValuePath,
  WorkbookDocument,
  WorkbookInput,
  WorkbookItem,
  WorkbookManifest,
  WorkbookPart,
} from '../../model/workbook.ts';

/** A thing of the workbook and where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly document: WorkbookDocument;
  readonly path: ValuePath;
  /** Names of the groups around it, the tab first; empty above the tabs. */
  readonly scope: readonly string[];
}

/** Everything in the workbook, in the order in which it is shown. */
export interface WorkbookInventory {
  readonly manifest: WorkbookManifest;
  readonly top: Placed<WorkbookPart> | undefined;
  readonly tabs: readonly Placed<WorkbookPart>[];
  readonly items: readonly Placed<WorkbookItem>[];
  readonly parameters: readonly Placed<ParameterDefinition>[];
}

/** Reads documents that have passed their schemas; files that the manifest lists in vain are left out. */
export function takeInventory(input: WorkbookInput): WorkbookInventory {
  const manifest = input.manifest.value as WorkbookManifest;
  const part = (file: string): Placed<WorkbookPart>[] => {
    const document = findPart(input, file);
    if (!document) return [];
    const value = document.value as WorkbookPart;
    return [{ value, document, path: [], scope: value.tab === undefined ? [] : [value.tab] }];
  };
  const [top] = part(manifest.top);
  const tabs = manifest.tabs.flatMap(part);
  const items = [...(top ? [top] : []), ...tabs].flatMap((placed) => itemsOf(placed));
  const parameters = items.flatMap((item) =>
    isParameters(item.value)
      ? item.value.parameters.map((value, index) => ({
          ...item,
          value,
          path: [...item.path, 'parameters', index],
        }))
      : [],
  );
  return { manifest, top, tabs, items, parameters };
}

/** The file of that name beside the manifest. */
export function findPart(input: WorkbookInput, file: string): WorkbookDocument | undefined {
  const path = `${dirname(input.manifest.source.path)}/${file}`;
  return input.parts.find((part) => part.source.path === path);
}

/** Where a value below the thing stands. */
export function locate(placed: Placed<unknown>, ...path: readonly (string | number)[]): Location {
  return placed.document.at([...placed.path, ...path]);
}

export function isText(item: WorkbookItem): item is TextItem {
  return 'text' in item;
}

export function isParameters(item: WorkbookItem): item is ParametersItem {
  return 'parameters' in item;
}

export function isQuery(item: WorkbookItem): item is QueryItem {
  return 'query' in item;
}

export function isRequest(item: WorkbookItem): item is RequestItem {
  return 'request' in item;
}

/** Whether the item shows a result, wherever that comes from. */
export function isResult(item: WorkbookItem): item is QueryItem | RequestItem {
  return isQuery(item) || isRequest(item);
}

export function isBlock(item: WorkbookItem): item is BlockItem {
  return 'items' in item;
}

/** The items below a part or block, blocks before what is in them. */
function itemsOf(placed: Placed<{ readonly items: readonly WorkbookItem[] }>): Placed<WorkbookItem>[] {
  return placed.value.items.flatMap((value, index) => {
    const item = { ...placed, value, path: [...placed.path, 'items', index] };
    if (!isBlock(value)) return [item];
    return [item, ...itemsOf({ ...item, value, scope: [...placed.scope, value.name] })];
  });
}
