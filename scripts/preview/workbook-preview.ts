/**
 * In: a compiled workbook, and what its queries answered over a sample. Out: a picture of what it looks
 * like. Titles, kinds of visuals, widths and columns come from the workbook, so that the picture changes
 * with it. An item without an answer, such as one that asks the management interface, has made-up numbers.
 */
import type { JsonObject } from '../model/arm.ts';
import { drawColumns, drawPie } from './draw-ranking.ts';
import { drawGrid } from './draw-grid.ts';
import { drawMap } from './draw-map.ts';
import {
  drawParameters,
  drawTabs,
  drawText,
  parametersHeight,
  shownParameters,
  tabsHeight,
  textHeight,
} from './draw-texts.ts';
import { drawTiles } from './draw-tiles.ts';
import { drawTimeChart } from './draw-time-chart.ts';
import { drawCard, type Frame } from './frame.ts';
import { shownItems, tabsOf, textOf, valuesFor, type NotebookItem } from '../workbook-run/notebook.ts';
import { toPng } from './picture.ts';
import { randomOf } from './random.ts';
import type { Scene, Shown } from './scene.ts';
import { box, element, text, wrap } from './svg.ts';
import { themes, type ThemeName } from './theme.ts';

export interface PreviewOptions {
  /** The value that shows the tab (`AllData`); the first tab where absent. */
  readonly tab?: string;
  /** Pixels; a row that would pass them is left out, and what follows it. No limit where absent. */
  readonly maximumHeight?: number;
  /** What is seen; the workbook as it opens, with made-up numbers, where absent. */
  readonly scene?: Scene;
}

const pageWidth = 1200;
const margin = 28;
const gap = 12;

/** A tab of the workbook as a PNG, 1,200 pixels wide; equal workbooks give equal bytes. */
export async function renderWorkbookPreview(
  notebook: JsonObject,
  theme: ThemeName,
  options: PreviewOptions = {},
): Promise<Uint8Array> {
  return toPng(drawWorkbook(notebook, theme, options));
}

/** The same as SVG. */
export function drawWorkbook(
  notebook: JsonObject,
  themeName: ThemeName,
  { tab = tabsOf(notebook)[0]?.value ?? '', maximumHeight = Infinity, scene }: PreviewOptions = {},
): string {
  const theme = themes[themeName];
  const area = {
    x: margin,
    y: margin - 8,
    width: pageWidth - 2 * margin,
    height: maximumHeight - 2 * margin,
  };
  const seen = scene ?? unasked(tab);
  const drawn = drawItems({ area, theme }, shownItems(notebook, seen.values), seen);
  const height = Math.ceil(drawn.height + 2 * margin - gap);
  const page = box({ x: 0, y: 0, width: pageWidth, height }, theme.page);
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: pageWidth,
    height,
    viewBox: `0 0 ${pageWidth} ${height}`,
    'font-family': 'DejaVu Sans',
  };
  return element('svg', attributes, page, drawn.svg);
}

/** A tab as it opens, with nothing asked. */
function unasked(tab: string): Scene {
  return { values: valuesFor(tab), labels: {}, bounds: { from: 0, to: 0 }, answer: () => undefined };
}

interface Drawn {
  readonly svg: string;
  readonly height: number;
  /** Whether something was left out because it would not fit. */
  readonly isCut: boolean;
}

/** Items in rows, as their widths let them stand; ends at the row that does not fit any more. */
function drawItems({ area, theme }: Frame, items: readonly NotebookItem[], scene: Scene): Drawn {
  const drawn: string[] = [];
  let y = area.y;
  let isCut = false;
  const rows = toRows(items);
  for (const [number, row] of rows.entries()) {
    const widths = shareOut(row, area.width);
    const left = area.y + area.height - y;
    const height = rowHeight(row, widths);
    // A heading at the end of a picture would promise what is not there.
    const following = isHeading(row) ? (rows[number + 1] ?? []) : [];
    const needed = height + rowHeight(following, shareOut(following, area.width));
    isCut = needed > left;
    if (isCut) break;
    let x = area.x;
    const parts = row.map((item, index) => {
      const width = widths[index] ?? 0;
      const place = { x, y, width, height: item.kind === 'group' ? left : height };
      x += width + gap;
      return drawItem({ area: place, theme }, item, scene);
    });
    const used = Math.max(...parts.map((part) => part.height));
    isCut = parts.some((part) => part.isCut);
    drawn.push(...parts.map(({ svg }) => svg));
    y += used === 0 ? 0 : used + gap;
    if (isCut) break;
  }
  return { svg: drawn.join(''), height: Math.max(0, y - area.y - gap), isCut };
}

function rowHeight(row: readonly NotebookItem[], widths: readonly number[]): number {
  return Math.max(0, ...row.map((item, index) => heightOf(item, widths[index] ?? 0)));
}

function isHeading([first, second]: readonly NotebookItem[]): boolean {
  return first?.kind === 'text' && second === undefined;
}

/** The pixels of each item of a row. */
function shareOut(row: readonly NotebookItem[], width: number): number[] {
  const room = width - gap * (row.length - 1);
  const all = row.reduce((sum, item) => sum + item.width, 0);
  return row.map((item) => (room * item.width) / Math.max(100, all));
}

function toRows(items: readonly NotebookItem[]): NotebookItem[][] {
  const rows: NotebookItem[][] = [];
  let used = Infinity;
  for (const item of items) {
    if (used + item.width > 100) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(item);
    used += item.width;
  }
  return rows;
}

/** Pixels by `size`: medium, small, large, full, tiny. A group is as high as what it holds. */
const visualHeights = [288, 236, 340, 444, 158] as const;
const tilesHeight = 112;

function heightOf({ kind, content }: NotebookItem, width: number): number {
  if (kind === 'text') return textHeight(content, width);
  if (kind === 'parameters') return shownParameters(content).length > 0 ? parametersHeight : 0;
  if (kind === 'links') return tabsHeight;
  if (kind !== 'query') return 0;
  const isTiles = content['visualization'] === 'tiles' || content['visualization'] === 'card';
  const isOneRow = (content['gridSettings'] as JsonObject | undefined)?.['rowLimit'] === 1;
  return isTiles || isOneRow
    ? tilesHeight
    : (visualHeights[Number(content['size'] ?? 0)] ?? visualHeights[0]);
}

function drawItem(frame: Frame, item: NotebookItem, scene: Scene): Drawn {
  const { content, kind } = item;
  if (kind === 'group') return drawItems(frame, shownItems(content, scene.values), scene);
  return { svg: drawSingle(frame, item, scene), height: frame.area.height, isCut: false };
}

function drawSingle(frame: Frame, { kind, name, content }: NotebookItem, scene: Scene): string {
  if (kind === 'text') return drawText(frame, content);
  if (kind === 'parameters') return drawParameters(frame, content, scene.labels);
  if (kind === 'links') return drawTabs(frame, content, scene.values['selectedTab'] ?? '');
  const title = textOf(content['title']).replace(
    /\{([^}]*)\}/g,
    (_, parameter: string) => scene.values[parameter] || chosenValue(parameter),
  );
  const { svg, inner } = drawCard(frame, title);
  const result = scene.answer(name);
  const place = { area: inner, theme: frame.theme };
  if (result?.rows.length === 0) return svg + drawMessage(place, textOf(content['noDataMessage']));
  return svg + drawVisual(place, content, { result, bounds: scene.bounds, random: randomOf(name) });
}

/** What stands in place of a result that is empty. */
function drawMessage({ area, theme }: Frame, message: string): string {
  const style = { size: 13, fill: theme.muted, anchor: 'middle' } as const;
  const lines = wrap(message, area.width * 0.8, style.size, 3);
  const top = area.y + area.height / 2 - lines.length * 9;
  return lines.map((line, i) => text(line, area.x + area.width / 2, top + i * 19, style)).join('');
}

/** What a title shows of a parameter: titles name a unit, or the address that was clicked. */
function chosenValue(parameter: string): string {
  return /unit/i.test(parameter) ? 'km' : '203.0.113.7';
}

type Draw = (frame: Frame, content: JsonObject, shown: Shown) => string;

const draws: Readonly<Record<string, Draw>> = {
  table: drawGrid,
  tiles: drawTiles,
  card: drawTiles,
  map: drawMap,
  linechart: drawTimeChart,
  areachart: drawTimeChart,
  scatterchart: drawTimeChart,
  barchart: drawTimeChart,
  categoricalbar: drawColumns,
  piechart: drawPie,
};

function drawVisual(frame: Frame, content: JsonObject, shown: Shown): string {
  const draw = draws[textOf(content['visualization'])] ?? drawGrid;
  return draw(frame, content, shown);
}
