import type { Theme } from './theme.ts';
import { box, element, fit, text, textWidth, type Area } from './svg.ts';

/** What a drawing is given: where to draw, with which colours. */
export interface Frame {
  readonly area: Area;
  readonly theme: Theme;
}

export const fontSize = { small: 11, normal: 12, title: 14, heading: 18, number: 24 } as const;

const padding = 14;
const titleHeight = 34;

/** The card around an item, its title, and the area that is left for what it shows. */
export function drawCard(
  { area, theme }: Frame,
  title: string,
): { readonly svg: string; readonly inner: Area } {
  const { x, y, width, height } = area;
  const head = title === '' ? 0 : titleHeight;
  const room = width - 2 * padding;
  const size = [14, 13, 12].find((points) => textWidth(title, points, true) <= room) ?? 12;
  return {
    svg: [
      box(area, theme.card, { radius: 6, stroke: theme.border }),
      ...(title === ''
        ? []
        : [text(fit(title, room, size, true), x + padding, y + 24, { size, fill: theme.text, bold: true })]),
    ].join(''),
    inner: {
      x: x + padding,
      y: y + head + (title === '' ? padding : 4),
      width: room,
      height: height - head - (title === '' ? 2 * padding : padding + 4),
    },
  };
}

/** Names of series with their colours and totals, in one line below a chart. */
export function drawLegend(
  { area: { x, y, width }, theme }: Frame,
  series: readonly { readonly name: string; readonly color: string; readonly total: number }[],
): string {
  const each = width / Math.max(series.length, 3);
  return series
    .map(({ name, color, total }, index) => {
      const left = x + index * each;
      const label = fit(name, each - 24, fontSize.small);
      return [
        box({ x: left, y: y + 2, width: 4, height: 26 }, color, { radius: 2 }),
        text(label, left + 11, y + 11, { size: fontSize.small, fill: theme.muted }),
        text(count(total), left + 11, y + 27, { size: fontSize.title, fill: theme.text, bold: true }),
      ].join('');
    })
    .join('');
}

/** A number as the tiles of the platform shorten it. */
export function count(value: number): string {
  return value < 1000 ? String(Math.round(value)) : `${(value / 1000).toFixed(value < 10_000 ? 2 : 1)}K`;
}

/** A line between two points. */
export function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  return element('line', { x1, y1, x2, y2, stroke, 'stroke-width': 1 });
}

/** The smallest round number that is not below `value`; half of it is round as well. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return (
    [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * power).find((step) => step >= value) ??
    10 * power
  );
}
