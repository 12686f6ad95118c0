import type { JsonObject } from '../../model/arm.ts';
import {
  subscriptionParameter,
  timeParameter,
  workspaceParameter,
  type ChartSettings,
  type Formatter,
  type MapSettings,
  type QueryItem,
  type RequestItem,
  type TileSettings,
  type WorkbookInput,
} from '../../model/workbook.ts';
import { milliseconds } from './duration.ts';
import { placement } from './placement.ts';
import { requestText } from './request.ts';
import { shippedQuery } from './shipped-query.ts';
import {
  formatters,
  itemTypes,
  managementSource,
  sizes,
  sortOrders,
  sources,
  units,
  visualizations,
} from './words.ts';

/** An item that shows the result of a query over the chosen workspace and time range. */
export function compileQuery(item: QueryItem, fragments: WorkbookInput['fragments']): JsonObject {
  const { source = 'logs', visual, chart, tiles, map } = item;
  const scope = source === 'logs' ? workspaceParameter : subscriptionParameter;
  const content = {
    version: 'KqlItem/1.0',
    query: source === 'logs' ? shippedQuery(item.query, fragments) : item.query.trimEnd(),
    ...compileTexts(item),
    ...timeContext(item),
    ...compileClicks(item),
    ...sources[source],
    crossComponentResources: [`{${scope}}`],
    visualization: visualizations[visual],
    ...(visual === 'grid' && gridContent(item)),
    ...(tiles && { tileSettings: tileSettings(tiles) }),
    ...(chart && { chartSettings: chartSettings(chart, item.labels) }),
    ...(map && { mapSettings: mapSettings(map) }),
  };
  return { type: itemTypes.query, content, ...placement(item) };
}

/** An item that shows what Azure's management interface answers; it knows no time range. */
export function compileRequest(item: RequestItem): JsonObject {
  const content = {
    version: 'KqlItem/1.0',
    query: requestText(item.request),
    ...compileTexts(item),
    ...compileClicks(item),
    ...managementSource,
    visualization: visualizations[item.visual],
    ...gridContent(item),
  };
  return { type: itemTypes.query, content, ...placement(item) };
}

function compileTexts({ size = 'medium', title, empty }: QueryItem | RequestItem): JsonObject {
  return { size: sizes[size], title, noDataMessage: empty.trimEnd() };
}

/** The rows that a query can see: those of the time range, unless it looks further back. */
export function timeContext({ lookback }: { readonly lookback?: string }): JsonObject {
  if (lookback !== undefined) return { timeContext: { durationMs: milliseconds(lookback) } };
  return { timeContext: { durationMs: 0 }, timeContextFromParameter: timeParameter };
}

function compileClicks({ sets = [] }: QueryItem | RequestItem): JsonObject {
  if (sets.length === 0) return {};
  const exportedParameters = sets.map(({ parameter, column }) => ({
    fieldName: column,
    parameterName: parameter,
    // 1 is a text, as in the types of parameters.
    parameterType: 1,
    quote: '',
  }));
  return { exportedParameters };
}

function gridContent({
  formatters: list = [],
  rows,
  sort = [],
  labels = {},
}: QueryItem | RequestItem): JsonObject {
  const sortBy = sort.map(({ column, order }) => ({ itemKey: column, sortOrder: sortOrders[order] }));
  const settings = {
    ...(list.length > 0 && { formatters: list.flatMap(compileFormatter) }),
    // The format's own limit, 250, is left unsaid.
    ...(rows !== undefined && { rowLimit: rows }),
    filter: true,
    ...(sortBy.length > 0 && { sortBy }),
    ...(Object.keys(labels).length > 0 && {
      labelSettings: Object.entries(labels).map(([columnId, label]) => ({ columnId, label })),
    }),
  };
  // Exports hold the order in both places.
  return { showExportToExcel: true, gridSettings: settings, ...(sortBy.length > 0 && { sortBy }) };
}

function compileFormatter({ column, as, color, unit }: Formatter): JsonObject[] {
  const columns = typeof column === 'string' ? [column] : column;
  return columns.map((columnMatch) => ({
    columnMatch,
    formatter: formatters[as],
    ...(as === 'link' && { formatOptions: { linkTarget: 'Url', linkLabel: 'Open' } }),
    ...(color !== undefined && { formatOptions: { palette: color } }),
    ...(unit !== undefined && { numberFormat: numberFormat(unit) }),
  }));
}

function numberFormat(unit: NonNullable<Formatter['unit']>): JsonObject {
  const digits = unit === 'count' ? {} : { maximumFractionDigits: 1 };
  return { unit: units[unit], options: { style: 'decimal', useGrouping: true, ...digits } };
}

function tileSettings({ title, value, subtitle }: TileSettings): JsonObject {
  return {
    titleContent: { columnMatch: title, formatter: formatters.text },
    leftContent: {
      columnMatch: value,
      formatter: formatters.number,
      formatOptions: { palette: 'auto' },
      numberFormat: numberFormat('count'),
    },
    ...(subtitle !== undefined && {
      secondaryContent: { columnMatch: subtitle, formatter: formatters.text },
    }),
    showBorder: true,
  };
}

function chartSettings(
  { x, y, by, others, legend = true }: ChartSettings,
  labels: QueryItem['labels'] = {},
): JsonObject {
  const captions = Object.entries(labels).map(([seriesName, label]) => ({ seriesName, label }));
  return {
    xAxis: x,
    yAxis: y,
    ...(by !== undefined && { group: by }),
    ...(others !== undefined && { createOtherGroup: others }),
    showLegend: legend,
    ...(captions.length > 0 && { seriesLabelSettings: captions }),
  };
}

function mapSettings({ country, latitude, longitude, size, label }: MapSettings): JsonObject {
  const place =
    country === undefined
      ? { locInfo: 'LatLong', latitude: latitude ?? '', longitude: longitude ?? '' }
      : { locInfo: 'CountryRegion', locInfoColumn: country };
  return {
    ...place,
    sizeSettings: size,
    sizeAggregation: 'Sum',
    labelSettings: label,
    legendMetric: size,
    legendAggregation: 'Sum',
    itemColorSettings: {
      nodeColorField: size,
      colorAggregation: 'Sum',
      type: 'heatmap',
      heatmapPalette: 'blue',
    },
  };
}
