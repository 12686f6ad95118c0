import type { Json, JsonObject } from '../model/arm.ts';
import { tabParameter } from '../model/workbook.ts';

/** An item of a compiled workbook (format Notebook/1.0), with what a drawing needs of every kind. */
export interface NotebookItem {
  readonly kind: 'text' | 'query' | 'parameters' | 'links' | 'group' | 'other';
  readonly name: string;
  /** Percentage of the row. */
  readonly width: number;
  readonly content: JsonObject;
}

/** Values of parameters by their names; what is missing or empty has no value. */
export type ParameterValues = Readonly<Record<string, string>>;

/** `type` of an item. Source: scripts/compile/workbook/words.ts names the numbers that we write. */
const kinds: Readonly<Record<number, NotebookItem['kind']>> = {
  1: 'text',
  3: 'query',
  9: 'parameters',
  11: 'links',
  12: 'group',
};

/** The items of a notebook or group that are shown with these values, in their order. */
export function shownItems(holder: JsonObject, values: ParameterValues): NotebookItem[] {
  return objects(holder['items'])
    .filter((item) => conditionsOf(item).every((condition) => holds(condition, values)))
    .map((item) => ({
      kind: kinds[Number(item['type'])] ?? 'other',
      name: textOf(item['name']),
      width: Number(item['customWidth'] ?? 100),
      content: item['content'] as JsonObject,
    }));
}

/** The tabs that the bar of links offers: the value that shows each, and its label. */
export function tabsOf(notebook: JsonObject): { readonly value: string; readonly label: string }[] {
  return objects(notebook['items'])
    .flatMap((item) => objects((item['content'] as JsonObject)['links']))
    .map((link) => ({ value: textOf(link['subTarget']), label: textOf(link['linkLabel']) }));
}

/** What parameters hold before anybody chooses; a person to look at is chosen, so that their tab shows. */
export function valuesFor(tab: string): ParameterValues {
  return { [tabParameter]: tab, Person: 'chosen', ShowHelp: 'No' };
}

export function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

/** A text; empty where there is none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function conditionsOf(item: JsonObject): readonly JsonObject[] {
  const one = item['conditionalVisibility'];
  return one === undefined ? objects(item['conditionalVisibilities']) : [objectOf(one)];
}

function holds(condition: JsonObject, values: ParameterValues): boolean {
  const isEqual = (values[textOf(condition['parameterName'])] ?? '') === String(condition['value'] ?? '');
  return condition['comparison'] === 'isNotEqualTo' ? !isEqual : isEqual;
}
