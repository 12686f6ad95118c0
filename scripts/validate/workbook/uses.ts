import { locationAt } from '../../load/source.ts';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { originOf } from '../../kql/compose.ts';
import {
  subscriptionParameter,
  tabParameter,
  timeParameter,
  workspaceParameter,
  type ValuePath,
} from '../../model/workbook.ts';
import { locate, type Placed, type WorkbookInventory } from './inventory.ts';
import type { WorkbookQuery } from './queries.ts';
import { parseReferences } from './reference.ts';

/** A place that reads a parameter. */
export interface ParameterUse {
  readonly name: string;
  /** Empty where the value is taken as it is. */
  readonly format: string;
  readonly scope: readonly string[];
  readonly location: Location;
}

/** Every place that reads a parameter, those that the compiler adds included. */
export function listUses(inventory: WorkbookInventory, queries: readonly WorkbookQuery[]): ParameterUse[] {
  return [
    ...inventory.items.flatMap((item) => [...usesInTexts(item), ...usesInConditions(item)]),
    ...inventory.parameters.flatMap(usesInTexts),
    ...queries.flatMap(usesInQuery),
    ...[...inventory.items, ...inventory.parameters].flatMap(impliedUses),
    ...inventory.tabs.map((tab) => use(tab, tabParameter, [])),
  ];
}

/** Where a character of a query with its fragments was written. */
export function locateInQuery({ composed, owner }: WorkbookQuery, offset: number, length = 1): Location {
  const origin = originOf(composed, offset);
  if (origin.fragment) return locationAt(origin.fragment.source, origin.offset, length);
  return owner.document.within([...owner.path, 'query'], origin.offset, length);
}

const textPaths: readonly (readonly string[])[] = [
  ['title'],
  ['text'],
  ['empty'],
  ['default'],
  ['label'],
  ['request', 'path'],
];

function usesInTexts(placed: Placed<object>): ParameterUse[] {
  const { source } = placed.value as { readonly source?: string };
  const paths = source === 'resource-graph' ? [...textPaths, ['query']] : textPaths;
  return paths.flatMap((path) => {
    const text = valueAt(placed.value, path);
    if (typeof text !== 'string') return [];
    return parseReferences(text).map(({ name, format, start, length }) => ({
      ...use(placed, name, path),
      format,
      location: placed.document.within([...placed.path, ...path], start, length),
    }));
  });
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return valueAt((value as Readonly<Record<string, unknown>>)[key], rest);
}

function usesInConditions(item: WorkbookInventory['items'][number]): ParameterUse[] {
  return (item.value.when ?? []).map(({ parameter }, index) =>
    use(item, parameter, ['when', index, 'parameter']),
  );
}

function usesInQuery(query: WorkbookQuery): ParameterUse[] {
  return parseReferences(query.composed.text).map(({ name, format, start, length }) => ({
    name,
    format,
    scope: query.owner.scope,
    location: locateInQuery(query, start, length),
  }));
}

/** Queries of items and parameters are bound to the chosen workspace and time range by the compiler. */
function impliedUses(placed: Placed<object>): ParameterUse[] {
  const value = placed.value as { readonly query?: string; readonly source?: string };
  if (value.query === undefined) return [];
  if (value.source === 'resource-graph') return [use(placed, subscriptionParameter, ['query'])];
  return [workspaceParameter, timeParameter].map((name) => use(placed, name, ['query']));
}

function use(placed: Placed<unknown>, name: string, path: ValuePath): ParameterUse {
  return { name, format: '', scope: placed.scope, location: locate(placed, ...path) };
}

/** Whether a place inside `scope` can read what is defined inside `definition`. */
export function isVisible(definition: readonly string[], scope: readonly string[]): boolean {
  return definition.every((group, index) => scope[index] === group);
}
