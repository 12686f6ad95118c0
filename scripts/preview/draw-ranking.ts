import type { JsonObject } from '../model/arm.ts';
import { count, fontSize, line, niceCeiling, type Frame } from './frame.ts';
import { barsIn } from './answer.ts';
import { madeUpRanking, madeUpSeries } from './made-up.ts';
import { objects, textOf } from '../workbook-run/notebook.ts';
import type { Shown } from './scene.ts';
import { box, element, fit, text } from './svg.ts';
import { seriesColor } from './theme.ts';

const seriesLimit = 6;
const axisWidth = 34;
const axisHeight = 22;

/** A column for each value of the horizontal axis. */
export function drawColumns({ area, theme }: Frame, content: JsonObject, shown: Shown): string {
  const { names, values } = ranking(content, shown);
  const top = niceCeiling(Math.max(...values));
  const plot = {
    x: area.x + axisWidth,
    y: area.y + 6,
    width: area.width - axisWidth,
    height: area.height - axisHeight - 6,
  };
  const step = plot.width / names.length;
  const grid = [0, 0.5, 1].map((share) => {
    const level = plot.y + plot.height * (1 - share);
    const style = { size: fontSize.small, fill: theme.muted, anchor: 'end' } as const;
    return (
      line(plot.x, level, plot.x + plot.width, level, theme.border) +
      text(count(top * share), plot.x - 8, level + 4, style)
    );
  });
  const bars = values.map((value, index) => {
    const height = (value / top) * plot.height;
    const middle = plot.x + step * (index + 0.5);
    const barWidth = Math.min(step * 0.6, 64);
    const bar = { x: middle - barWidth / 2, y: plot.y + plot.height - height, width: barWidth, height };
    // What all names begin with would be all that is seen of them.
    const name = (names[index] ?? '').replace(/^1Password (?:for )?/, '');
    const label = fit(name, step - 6, fontSize.small);
    const style = { size: fontSize.small, fill: theme.muted, anchor: 'middle' } as const;
    return [
      box(bar, seriesColor(theme, index), { radius: 2 }),
      text(label, middle, plot.y + plot.height + 16, style),
    ].join('');
  });
  return [...grid, ...bars].join('');
}

/** A ring with a part for each value, and the names beside it. */
export function drawPie({ area, theme }: Frame, content: JsonObject, shown: Shown): string {
  const { names, values } = ranking(content, shown);
  const sum = values.reduce((total, value) => total + value, 0);
  const radius = Math.max(30, Math.min(area.height / 2 - 6, area.width / 5));
  const [middleX, middleY] = [area.x + radius + 10, area.y + area.height / 2];
  const around = 2 * Math.PI * radius * 0.8;
  let start = 0;
  const parts = values.map((value, index) => {
    const share = value / sum;
    const part = element('circle', {
      cx: middleX,
      cy: middleY,
      r: radius * 0.8,
      fill: 'none',
      stroke: seriesColor(theme, index),
      'stroke-width': radius * 0.36,
      'stroke-dasharray': `${(share * around).toFixed(1)} ${(around - share * around).toFixed(1)}`,
      transform: `rotate(${(start * 360 - 90).toFixed(1)} ${middleX.toFixed(1)} ${middleY.toFixed(1)})`,
    });
    start += share;
    return part;
  });
  const left = middleX + radius + 24;
  const room = area.x + area.width - left;
  const lineHeight = Math.min(24, area.height / values.length);
  const top = middleY - (lineHeight * values.length) / 2;
  const legend = values.map((value, index) => {
    const y = top + lineHeight * (index + 0.5) + 4;
    const label = fit(names[index] ?? '', room - 66, fontSize.normal);
    const end = { size: fontSize.normal, fill: theme.text, bold: true, anchor: 'end' } as const;
    return [
      box({ x: left, y: y - 9, width: 10, height: 10 }, seriesColor(theme, index), { radius: 2 }),
      text(label, left + 18, y, { size: fontSize.normal, fill: theme.text }),
      text(count(value), area.x + area.width - 4, y, end),
    ].join('');
  });
  const total = text(count(sum), middleX, middleY + 7, {
    size: fontSize.heading,
    fill: theme.text,
    bold: true,
    anchor: 'middle',
  });
  return [...parts, total, ...legend].join('');
}

function ranking(content: JsonObject, { result, random }: Shown): { names: string[]; values: number[] } {
  if (result) {
    const bars = barsIn(content, result);
    return { names: bars.map(({ name }) => name), values: bars.map(({ value }) => value) };
  }
  const settings = content['chartSettings'] as JsonObject | undefined;
  const captions = objects(settings?.['seriesLabelSettings']);
  const axis = textOf(settings?.['xAxis']);
  const names = madeUpSeries(axis || textOf(settings?.['group']), seriesLimit).map(
    (key) => textOf(captions.find(({ seriesName }) => seriesName === key)?.['label']) || key,
  );
  return { names, values: madeUpRanking(random, names.length) };
}
