import type { JsonObject } from '../model/arm.ts';
import { bubblesIn, type Bubble } from './answer.ts';
import { count, fontSize, type Frame } from './frame.ts';
import { isLand } from './land.ts';
import { madeUpRanking, places } from './made-up.ts';
import type { Random } from './random.ts';
import type { Shown } from './scene.ts';
import { element, text } from './svg.ts';

/** What is north and south of these degrees is ice, and not drawn. */
const [north, south] = [76, -56];
const dotsAcross = 96;

/** A world of dots, with a bubble for each place; the largest are named. */
export function drawMap({ area, theme }: Frame, content: JsonObject, { result, random }: Shown): string {
  const scale = Math.min(area.width / 360, area.height / (north - south));
  const [width, height] = [360 * scale, (north - south) * scale];
  const [left, top] = [area.x + (area.width - width) / 2, area.y + (area.height - height) / 2];
  const x = (longitude: number): number => left + (longitude + 180) * scale;
  const y = (latitude: number): number => top + (north - latitude) * scale;
  const step = 360 / dotsAcross;
  const dots: string[] = [];
  for (let latitude = north - step / 2; latitude > south; latitude -= step) {
    for (let longitude = -180 + step / 2; longitude < 180; longitude += step) {
      if (!isLand(longitude, latitude)) continue;
      dots.push(element('circle', { cx: x(longitude), cy: y(latitude), r: step * scale * 0.36 }));
    }
  }
  // On a small map the names of neighbours would run into each other.
  const named = scale > 1.2 ? [0, 1, 2, 3] : [0, 1, 3];
  const bubbles = result ? bubblesIn(content, result) : madeUpBubbles(random);
  const most = Math.max(...bubbles.map(({ value }) => value));
  const drawn = bubbles.map(({ latitude, longitude, label: name, value }, index) => {
    const radius = 4 + 11 * Math.sqrt(value / most);
    const circle = { cx: x(longitude), cy: y(latitude), r: radius, fill: theme.accent, stroke: theme.card };
    const label = { size: fontSize.small, fill: theme.text, anchor: 'middle' } as const;
    return [
      element('circle', { ...circle, 'fill-opacity': 0.8, 'stroke-width': 1 }),
      named.includes(index)
        ? text(`${name} ${count(value)}`, x(longitude), y(latitude) + radius + 12, label)
        : '',
    ].join('');
  });
  return element('g', { fill: theme.land }, ...dots) + drawn.join('');
}

function madeUpBubbles(random: Random): Bubble[] {
  const values = madeUpRanking(random, places.length);
  return places.map(({ latitude, longitude, country: label }, index) => {
    return { latitude, longitude, label, value: values[index] ?? 0 };
  });
}
