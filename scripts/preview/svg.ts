import { escapeXml } from '../report/xml.ts';

/** What is drawn of a text: characters have to be measured, since SVG neither wraps nor cuts. */
export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element; numbers are rounded to a tenth of a pixel, so that equal drawings have equal bytes. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value ?? '')}"`)
    .join('');
  return children.length === 0 ? `<${name}${list}/>` : `<${name}${list}>${children.join('')}</${name}>`;
}

/** A text with its baseline at `y`. */
export function text(content: string, x: number, y: number, style: TextStyle): string {
  const { size, fill, bold = false, anchor } = style;
  const attributes = {
    x,
    y,
    'font-size': size,
    fill,
    'font-weight': bold ? 'bold' : undefined,
    'text-anchor': anchor,
  };
  return element('text', attributes, escapeXml(content));
}

/** A rectangle; `radius` rounds its corners. */
export function box(
  { x, y, width, height }: Area,
  fill: string,
  { radius, stroke }: { readonly radius?: number; readonly stroke?: string } = {},
): string {
  return element('rect', { x, y, width, height, rx: radius, fill, stroke });
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Widths in thousandths of the size. Source: DejaVu Sans Condensed, whose glyphs fall into these groups. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijlI|'.,:; ]/, 290],
  [/[frt()[\]/-]/, 355],
  [/[mwMW@%]/, 850],
  [/[A-Z&]/, 640],
  [/[^\x20-\x7e]/, 800],
];
const usualWidth = 560;
const boldWidth = 1.13;

/** Width of a text in pixels, rather too wide than too narrow. */
export function textWidth(content: string, size: number, bold = false): number {
  let sum = 0;
  for (const character of content) {
    sum += widths.find(([group]) => group.test(character))?.[1] ?? usualWidth;
  }
  return (sum / 1000) * size * (bold ? boldWidth : 1);
}

/** The text, cut with three dots where it is wider than `width`. */
export function fit(content: string, width: number, size: number, bold = false): string {
  if (textWidth(content, size, bold) <= width) return content;
  const characters = [...content];
  while (characters.length > 1 && textWidth(`${characters.join('')}...`, size, bold) > width)
    characters.pop();
  return `${characters.join('').trimEnd()}...`;
}

/** The text in lines of at most `width`; what does not fit into `limit` lines is cut. */
export function wrap(content: string, width: number, size: number, limit: number): string[] {
  const lines: string[] = [];
  for (const word of content.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, limit);
  const end = kept.at(-1);
  if (lines.length > limit && end !== undefined) kept[limit - 1] = fit(`${end} ...`, width, size);
  return kept;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
