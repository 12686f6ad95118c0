import type { JsonObject } from '../model/arm.ts';
import { count, fontSize, type Frame } from './frame.ts';
import { tilesIn, type Tile } from './answer.ts';
import { objectOf, textOf } from '../workbook-run/notebook.ts';
import type { Random } from './random.ts';
import type { Shown } from './scene.ts';
import { box, fit, text } from './svg.ts';

const gap = 8;

/** A tile for each row: a name and a number. */
export function drawTiles({ area, theme }: Frame, content: JsonObject, { result, random }: Shown): string {
  const tiles = result ? tilesIn(content, result) : madeUpTiles(content, random);
  const width = Math.min(150, (area.width - gap * (tiles.length - 1)) / tiles.length);
  return tiles
    .map(({ name, value: number }, index) => {
      const tile = { x: area.x + index * (width + gap), y: area.y, width, height: area.height };
      const value = count(number);
      return [
        box(tile, theme.stripe, { radius: 4 }),
        text(fit(name, width - 20, fontSize.normal), tile.x + 10, tile.y + 20, {
          size: fontSize.normal,
          fill: theme.muted,
        }),
        text(fit(value, width - 20, fontSize.number, true), tile.x + 10, tile.y + 46, {
          size: fontSize.number,
          fill: theme.text,
          bold: true,
        }),
      ].join('');
    })
    .join('');
}

function madeUpTiles(content: JsonObject, random: Random): Tile[] {
  const first = 20 + random() * 400;
  return tileNames(content).map((name, index) => {
    return { name, value: first * ([1, 0.86, 0.11, 0.03, 0.02][index % 5] ?? 1) };
  });
}

/** The names that the query gives to its rows, from the texts in its text; the item's title where it has none. */
function tileNames(content: JsonObject): string[] {
  const column = textOf(objectOf(objectOf(content['tileSettings'])['titleContent'])['columnMatch']);
  const made = new RegExp(`\\b${column}\\s*=\\s*([^\\n]*)`).exec(textOf(content['query']))?.[1] ?? '';
  const [, list] = /^pack_array\(([^)]*)\)/.exec(made) ?? [];
  const [, , single] = /^(["'])([^"']*)\1/.exec(made) ?? [];
  // What a choice compares with is no name.
  const choice = /^(?:iff|case)\(/.test(made) ? made.replace(/[=!]=\s*(["'])[^"']*\1/g, '') : '';
  const texts = [...(list ?? choice).matchAll(/(["'])([^"']*)\1/g)].map((match) => match[2] ?? '');
  const names = single === undefined ? texts : [single];
  return names.length > 0 ? [...new Set(names)].slice(0, 5) : [textOf(content['title'])];
}
