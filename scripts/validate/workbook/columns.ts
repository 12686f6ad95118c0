import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { QueryAnalysis } from '../../kql/analyze.ts';
import type { ParameterDefinition, QueryItem, RequestItem, ValuePath } from '../../model/workbook.ts';
import { isRequest, locate, type Placed, type WorkbookInventory } from './inventory.ts';
import type { WorkbookQuery } from './queries.ts';

/** A column that a setting names. */
interface ColumnUse {
  readonly column: string;
  readonly path: ValuePath;
}

/** Every column that a setting names is one of the result. */
export function checkColumns(
  queries: readonly WorkbookQuery[],
  { items }: WorkbookInventory,
  bind: (query: string) => QueryAnalysis,
): Diagnostic[] {
  const inQueries = queries.flatMap(({ owner, variants: [usual] }) => {
    const uses = isParameter(owner.value) ? listColumns(owner.value) : columnsOf(owner.value as QueryItem);
    const { columns, problems } = bind(usual.text);
    // A query that is not valid has no columns to speak of.
    if (problems.length > 0) return [];
    return unknownColumns(
      owner,
      uses,
      columns.map(({ name }) => name),
    );
  });
  const inRequests = items.flatMap((item) =>
    isRequest(item.value)
      ? unknownColumns(item, columnsOf(item.value), Object.keys(item.value.request.columns))
      : [],
  );
  return [...inQueries, ...inRequests];
}

function unknownColumns(
  owner: Placed<unknown>,
  uses: readonly ColumnUse[],
  known: readonly string[],
): Diagnostic[] {
  return uses
    .filter(({ column }) => !known.includes(column))
    .map(({ column, path }) => {
      const similar = nearest(column, known);
      const hint = similar ? ` Did you mean "${similar}"?` : '';
      const args = { column, hint, known: known.join(', ') };
      return diagnostic('workbook-column-unknown', locate(owner, ...path), args);
    });
}

function isParameter(value: object): value is ParameterDefinition {
  return 'kind' in value;
}

/** What a list is filled from. Source: Azure workbooks documentation, "Dropdown parameters". */
function listColumns({ kind }: ParameterDefinition): ColumnUse[] {
  return kind === 'dropdown' ? [{ column: 'value', path: ['query'] }] : [];
}

function columnsOf(item: QueryItem | RequestItem): ColumnUse[] {
  const { chart, tiles, map, formatters = [], sort = [], sets = [], labels = {} } = item;
  return [
    ...single(chart, 'chart', ['x', 'by']),
    ...(chart?.y ?? []).map((column, index) => ({ column, path: ['chart', 'y', index] })),
    ...single(tiles, 'tiles', ['title', 'value', 'subtitle']),
    ...single(map, 'map', ['country', 'latitude', 'longitude', 'size', 'label']),
    ...formatters.flatMap(({ column }, index) =>
      typeof column === 'string'
        ? [{ column, path: ['formatters', index, 'column'] }]
        : column.map((name, inner) => ({ column: name, path: ['formatters', index, 'column', inner] })),
    ),
    ...Object.keys(labels).map((column) => ({ column, path: ['labels', column] })),
    ...sort.map(({ column }, index) => ({ column, path: ['sort', index, 'column'] })),
    ...sets.map(({ column }, index) => ({ column, path: ['sets', index, 'column'] })),
  ];
}

/** The columns that a group of settings names one by one. */
function single(settings: object | undefined, name: string, keys: readonly string[]): ColumnUse[] {
  return keys.flatMap((key) => {
    const column: unknown = settings?.[key as keyof typeof settings];
    return typeof column === 'string' ? [{ column, path: [name, key] }] : [];
  });
}
