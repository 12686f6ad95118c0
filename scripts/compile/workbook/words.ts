/**
 * The numbers and names that the format Notebook/1.0 has for the words of our definitions. Source:
 * documentation and gallery of microsoft/Application-Insights-Workbooks, and workbooks published there.
 */
import type {
  FormatterWord,
  Formatter,
  ParameterKind,
  QueryItem,
  QuerySource,
  Visual,
} from '../../model/workbook.ts';

/** `type` of an item. */
export const itemTypes = { text: 1, query: 3, parameters: 9, links: 11, group: 12 } as const;

/** `type` of a parameter. */
export const parameterTypes: Readonly<Record<ParameterKind, number>> = {
  text: 1,
  dropdown: 2,
  'time-range': 4,
  resource: 5,
  subscription: 6,
  options: 10,
};

/** `queryType` and `resourceType` of where a query runs. */
export const sources: Readonly<
  Record<QuerySource, { readonly queryType: number; readonly resourceType: string }>
> = {
  logs: { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' },
  'resource-graph': { queryType: 1, resourceType: 'microsoft.resourcegraph/resources' },
};

/** `queryType` of what Azure's management interface answers. */
export const managementSource = { queryType: 12 } as const;

/** `visualization` of a query item. */
export const visualizations: Readonly<Record<Visual, string>> = {
  grid: 'table',
  tiles: 'tiles',
  map: 'map',
  lines: 'linechart',
  areas: 'areachart',
  bars: 'barchart',
  categories: 'categoricalbar',
  pie: 'piechart',
  points: 'scatterchart',
  card: 'card',
};

/** `size` of a query item. */
export const sizes: Readonly<Record<NonNullable<QueryItem['size']>, number>> = {
  medium: 0,
  small: 1,
  large: 2,
  full: 3,
  tiny: 4,
};

/** `formatter` of a column. */
export const formatters: Readonly<Record<FormatterWord, number>> = {
  auto: 0,
  text: 1,
  bar: 3,
  hidden: 5,
  time: 6,
  link: 7,
  heat: 8,
  number: 12,
};

/** `unit` of a number. */
export const units: Readonly<Record<NonNullable<Formatter['unit']>, number>> = {
  percent: 1,
  bytes: 2,
  count: 17,
  seconds: 24,
};

/** `sortOrder` of a grid. */
export const sortOrders = { ascending: 1, descending: 2 } as const;
