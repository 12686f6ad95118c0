/**
 * In: the workbook's files, checked by `checkWorkbook`. Out: the workbook as the platform reads it, format
 * Notebook/1.0, in a stable order and with ids made from names.
 */
import type { JsonObject } from '../../model/arm.ts';
import {
  headingOf,
  tabParameter,
  type WorkbookInput,
  type WorkbookItem,
  type WorkbookPart,
} from '../../model/workbook.ts';
import {
  isBlock,
  isParameters,
  isRequest,
  isText,
  takeInventory,
} from '../../validate/workbook/inventory.ts';
import { identifierOf } from './identifier.ts';
import { compileParameters } from './parameter.ts';
import { compileQuery, compileRequest } from './query.ts';
import { placement } from './placement.ts';
import { itemTypes } from './words.ts';

const schema = 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json';

export function compileWorkbook(input: WorkbookInput): { readonly notebook: JsonObject } {
  const { manifest, top, tabs } = takeInventory(input);
  const compile = (item: WorkbookItem): JsonObject => compileItem(item, input.fragments);
  const parts = tabs.map(({ value }) => value);
  const notebook: JsonObject = {
    version: 'Notebook/1.0',
    items: [
      ...(top?.value.items ?? []).map(compile),
      tabBar(parts),
      ...parts.map((tab) => compileTab(tab, compile)),
    ],
    fallbackResourceIds: [],
    fromTemplateId: manifest.fromTemplateId,
    $schema: schema,
  };
  return { notebook };
}

function compileItem(item: WorkbookItem, fragments: WorkbookInput['fragments']): JsonObject {
  if (isText(item)) return compileText(item.name, item.text, item);
  if (isParameters(item)) return compileParameters(item, fragments);
  if (isRequest(item)) return compileRequest(item);
  if (!isBlock(item)) return compileQuery(item, fragments);
  const heading = compileText(headingOf(item), `## ${item.title}`, {});
  const items = [heading, ...item.items.map((inner) => compileItem(inner, fragments))];
  return { ...group(items), ...placement(item) };
}

function compileText(
  name: string,
  text: string,
  { style, ...item }: { readonly style?: string; readonly width?: number },
): JsonObject {
  const content = { json: text.trimEnd(), ...(style !== undefined && { style }) };
  return { type: itemTypes.text, content, ...placement({ ...item, name }) };
}

/** Links that set the parameter by which the tabs are shown or hidden. */
function tabBar(tabs: readonly WorkbookPart[]): JsonObject {
  const links = tabs.map(({ tab = '', label = '' }) => ({
    id: identifierOf('tab', tab),
    cellValue: tabParameter,
    linkTarget: 'parameter',
    linkLabel: label,
    subTarget: tab,
    style: 'link',
  }));
  const content = { version: 'LinkItem/1.0', style: 'tabs', links };
  return { type: itemTypes.links, content, ...placement({ name: 'tabs' }) };
}

function compileTab(part: WorkbookPart, compile: (item: WorkbookItem) => JsonObject): JsonObject {
  const { tab = '' } = part;
  const when = [{ parameter: tabParameter, is: tab }];
  return { ...group(part.items.map(compile)), ...placement({ name: `tab.${tab}`, when }) };
}

/** Without a load type, what is in a group is loaded when it is shown. */
function group(items: readonly JsonObject[]): JsonObject {
  return {
    type: itemTypes.group,
    content: { version: 'NotebookGroup/1.0', groupType: 'editable', items },
  };
}
