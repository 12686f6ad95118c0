import type { JsonObject } from '../model/arm.ts';
import { timeLinesIn } from './answer.ts';
import { count, drawLegend, fontSize, line, niceCeiling, type Frame } from './frame.ts';
import { madeUpSeries } from './made-up.ts';
import { objects, textOf } from '../workbook-run/notebook.ts';
import type { Random } from './random.ts';
import type { Shown } from './scene.ts';
import { box, element, text, type Area } from './svg.ts';
import { seriesColor, type Theme } from './theme.ts';

const madeUpPoints = 28;
const day = 86_400_000;
/** The week of made-up numbers ends here. */
const madeUpEnd = Date.UTC(2026, 10, 21);
const legendHeight = 40;
const axisHeight = 20;
const axisWidth = 34;
const seriesLimit = 5;

interface Series {
  readonly name: string;
  readonly color: string;
  readonly values: readonly number[];
  readonly total: number;
}

/** Series over a stretch of time, ms. */
interface TimeSeries {
  readonly series: readonly Series[];
  readonly from: number;
  readonly to: number;
}

/** Bars, areas or lines over time, one for each series. */
export function drawTimeChart({ area, theme }: Frame, content: JsonObject, shown: Shown): string {
  const { series, from, to } = answered(content, theme, shown) ?? madeUp(content, theme, shown.random);
  const points = pointsOf(series);
  const isStacked = content['visualization'] === 'barchart' || content['visualization'] === 'areachart';
  const sums = Array.from({ length: points }, (_, at) => {
    const values = series.map(({ values }) => values[at] ?? 0);
    return isStacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  const top = niceCeiling(Math.max(...sums));
  const plot: Area = {
    x: area.x + axisWidth,
    y: area.y + 4,
    width: area.width - axisWidth,
    height: area.height - legendHeight - axisHeight - 4,
  };
  const legend = { x: area.x, y: area.y + area.height - legendHeight + 8, width: area.width, height: 30 };
  const draws: Readonly<Record<string, typeof drawBars>> = { barchart: drawBars, scatterchart: drawPoints };
  const draw = draws[textOf(content['visualization'])] ?? drawShapes(isStacked);
  return [
    drawGrid(plot, top, theme),
    draw(plot, series, top),
    drawDays(plot, theme, from, to),
    drawLegend({ area: legend, theme }, series),
  ].join('');
}

/** What the query of the item answered. */
function answered(content: JsonObject, theme: Theme, { result, bounds }: Shown): TimeSeries | undefined {
  if (!result) return undefined;
  const { lines, from, to } = timeLinesIn(content, result, bounds, seriesLimit);
  const captions = captionsOf(content);
  const series = lines.map(({ key, values }, index) => ({
    name: captions.get(key) ?? key,
    color: seriesColor(theme, index),
    values,
    total: values.reduce((sum, value) => sum + value, 0),
  }));
  return { series, from, to };
}

function captionsOf(content: JsonObject): ReadonlyMap<string, string> {
  const settings = content['chartSettings'] as JsonObject | undefined;
  const labels = objects(settings?.['seriesLabelSettings']);
  return new Map(labels.map(({ seriesName, label }) => [textOf(seriesName), textOf(label)]));
}

function madeUp(content: JsonObject, theme: Theme, random: Random): TimeSeries {
  const settings = content['chartSettings'] as JsonObject | undefined;
  const group = textOf(settings?.['group']);
  const captions = captionsOf(content);
  const columns = (settings?.['yAxis'] ?? []) as readonly string[];
  const keys = group === '' ? columns : madeUpSeries(group, seriesLimit);
  const series = keys.map((key, index) => {
    const share = 30 / (index * 1.6 + 1);
    // Quiet nights and weekends: what a week of people at work looks like.
    const values = Array.from({ length: madeUpPoints }, (_, at) => {
      const isWeekend = Math.floor(at / 4) >= 5;
      const byHour = [0.25, 1, 0.85, 0.4][at % 4] ?? 1;
      return Math.round(share * byHour * (isWeekend ? 0.35 : 1) * (0.7 + random() * 0.6));
    });
    const total = values.reduce((sum, value) => sum + value, 0) * 6;
    return { name: captions.get(key) ?? key, color: seriesColor(theme, index), values, total };
  });
  return { series, from: madeUpEnd - 7 * day, to: madeUpEnd };
}

function drawGrid({ x, y, width, height }: Area, top: number, theme: Theme): string {
  return [0, 0.5, 1]
    .map((share) => {
      const level = y + height * (1 - share);
      const style = { size: fontSize.small, fill: theme.muted, anchor: 'end' } as const;
      return (
        line(x, level, x + width, level, theme.border) + text(count(top * share), x - 8, level + 4, style)
      );
    })
    .join('');
}

/** The name of each day below its middle, as far as there is room. */
function drawDays({ x, y, width, height }: Area, theme: Theme, from: number, to: number): string {
  const style = { size: fontSize.small, fill: theme.muted, anchor: 'middle' } as const;
  const dayWidth = (width * day) / (to - from);
  const each = Math.ceil(labelWidth / dayWidth);
  const first = Math.floor(from / day);
  const days = Array.from({ length: Math.ceil(to / day) - first }, (_, i) => (first + i) * day);
  return days
    .map((start, i) => {
      const middle =
        x + (((Math.max(start, from) + Math.min(start + day, to)) / 2 - from) / (to - from)) * width;
      const isWhole = start >= from && start + day <= to;
      return i % each === 0 && isWhole ? text(dayName(start), middle, y + height + 15, style) : '';
    })
    .join('');
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function dayName(time: number): string {
  const date = new Date(time);
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}`;
}

/** Room for the name of a day, with a gap. */
const labelWidth = 46;

function pointsOf(series: readonly Series[]): number {
  return series[0]?.values.length ?? 0;
}

function drawPoints(plot: Area, series: readonly Series[], top: number): string {
  const step = plot.width / pointsOf(series);
  return series
    .flatMap(({ values, color }) =>
      values.map((value, at) => {
        const cy = plot.y + plot.height * (1 - value / top);
        return element('circle', { cx: plot.x + step * (at + 0.5), cy, r: 4, fill: color, opacity: 0.8 });
      }),
    )
    .join('');
}

function drawBars(plot: Area, series: readonly Series[], top: number): string {
  const points = pointsOf(series);
  const step = plot.width / points;
  const bars: string[] = [];
  for (let at = 0; at < points; at += 1) {
    let base = plot.y + plot.height;
    for (const { values, color } of series) {
      const height = ((values[at] ?? 0) / top) * plot.height;
      base -= height;
      bars.push(box({ x: plot.x + at * step + step * 0.16, y: base, width: step * 0.68, height }, color));
    }
  }
  return bars.join('');
}

function drawShapes(isStacked: boolean): (plot: Area, series: readonly Series[], top: number) => string {
  return (plot, series, top) => {
    const points = pointsOf(series);
    const step = plot.width / (points - 1);
    const level = (value: number): number => plot.y + plot.height * (1 - value / top);
    let below = Array.from({ length: points }, () => 0);
    const shapes = series.map(({ values, color }) => {
      const above = values.map((value, at) => value + (isStacked ? (below[at] ?? 0) : 0));
      const upper = above.map((value, at) => `${(plot.x + at * step).toFixed(1)},${level(value).toFixed(1)}`);
      const lower = below.map((value, at) => `${(plot.x + at * step).toFixed(1)},${level(value).toFixed(1)}`);
      const shape = isStacked
        ? element('polygon', {
            points: [...upper, ...lower.toReversed()].join(' '),
            fill: color,
            opacity: 0.55,
          })
        : '';
      below = isStacked ? above : below;
      return (
        shape +
        element('polyline', { points: upper.join(' '), fill: 'none', stroke: color, 'stroke-width': 2 })
      );
    });
    return shapes.join('');
  };
}
