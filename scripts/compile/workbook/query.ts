import { compose } from '../../kql/compose.ts';
import { withoutComments } from '../../kql/mask.ts';
import type { JsonObject } from '../../model/arm.ts';
import {
  subscriptionParameter,
  timeParameter,
  workspaceParameter,
  type ChartSettings,
  type Formatter,
  type MapSettings,
  type QueryItem,
  type TileSettings,
  type WorkbookInput,
} from '../../model/workbook.ts';
import { placement } from './placement.ts';
import { formatters, itemTypes, sizes, sortOrders, sources, units, visualizations } from './words.ts';

/** An item that shows the result of a query, always over the chosen workspace and time range. */
export function compileQuery(item: QueryItem, fragments: WorkbookInput['fragments']): JsonObject {
  const { source = 'logs', size = 'medium', visual, chart, tiles, map } = item;
  const scope = source === 'logs' ? workspaceParameter : subscriptionParameter;
  const content = {
    version: 'KqlItem/1.0',
    query: source === 'logs' ? withoutComments(compose(item.query, fragments).text) : item.query.trimEnd(),
    size: sizes[size],
    title: item.title,
    noDataMessage: item.empty.trimEnd(),
    timeContext: { durationMs: 0 },
    timeContextFromParameter: timeParameter,
    ...compileClicks(item),
    ...(visual === 'grid' && { showExportToExcel: true }),
    ...sources[source],
    crossComponentResources: [`{${scope}}`],
    visualization: visualizations[visual],
    ...(visual === 'grid' && { gridSettings: gridSettings(item) }),
    ...(tiles && { tileSettings: tileSettings(tiles) }),
    ...(chart && { chartSettings: chartSettings(chart, item.labels) }),
    ...(map && { mapSettings: mapSettings(map) }),
  };
  return { type: itemTypes.query, content, ...placement(item) };
}

function compileClicks({ sets = [] }: QueryItem): JsonObject {
  if (sets.length === 0) return {};
  const exportedParameters = sets.map(({ parameter, column }) => ({
    fieldName: column,
    parameterName: parameter,
    // 1 is a text, as in the types of parameters.
    parameterType: 1,
    quote: '',
  }));
  return { exportFieldName: '', exportedParameters };
}

/** More rows than this are neither read nor sent quickly. Source: the format's default. */
const usualRows = 250;

function gridSettings({
  formatters: list = [],
  rows = usualRows,
  sort = [],
  labels = {},
}: QueryItem): JsonObject {
  return {
    formatters: list.flatMap(compileFormatter),
    rowLimit: rows,
    filter: true,
    ...(sort.length > 0 && {
      sortBy: sort.map(({ column, order }) => ({ itemKey: column, sortOrder: sortOrders[order] })),
    }),
    ...(Object.keys(labels).length > 0 && {
      labelSettings: Object.entries(labels).map(([columnId, label]) => ({ columnId, label })),
    }),
  };
}

function compileFormatter({ column, as, color, unit }: Formatter): JsonObject[] {
  const columns = typeof column === 'string' ? [column] : column;
  return columns.map((columnMatch) => ({
    columnMatch,
    formatter: formatters[as],
    ...(color !== undefined && { formatOptions: { palette: color } }),
    ...(unit !== undefined && { numberFormat: numberFormat(unit) }),
  }));
}

function numberFormat(unit: NonNullable<Formatter['unit']>): JsonObject {
  const digits = unit === 'percent' ? { maximumFractionDigits: 1 } : { maximumFractionDigits: 0 };
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
