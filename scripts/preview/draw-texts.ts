import type { JsonObject } from '../model/arm.ts';
import { fontSize, line, type Frame } from './frame.ts';
import { objectOf, objects, textOf, type ParameterValues } from '../workbook-run/notebook.ts';
import { box, fit, text, textWidth, wrap, type Area } from './svg.ts';

const lineHeight = 19;
const paragraphLines = 3;

/** Height of a text item for a width. */
export function textHeight(content: JsonObject, width: number): number {
  const { heading, lines } = readText(content, width);
  return (heading === undefined ? 0 : 34) + lines.length * lineHeight + (isBoxed(content) ? 20 : 4);
}

/** A heading and the beginning of what follows it; a message stands in a box. */
export function drawText({ area, theme }: Frame, content: JsonObject): string {
  const { heading, level, lines } = readText(content, area.width);
  const boxed = isBoxed(content);
  const left = area.x + (boxed ? 16 : 0);
  const size = level === 1 ? 24 : fontSize.heading;
  const top = area.y + (heading === undefined ? 0 : 34) + (boxed ? 10 : 0);
  return [
    boxed ? box(area, theme.stripe, { radius: 6 }) : '',
    boxed ? box({ ...area, width: 4 }, theme.accent, { radius: 2 }) : '',
    heading === undefined
      ? ''
      : text(fit(heading, area.width, size, true), left, area.y + 24, { size, fill: theme.text, bold: true }),
    ...lines.map((content, index) =>
      text(content, left, top + lineHeight * index + 14, { size: 13, fill: theme.muted }),
    ),
  ].join('');
}

export const parametersHeight = 54;

export function shownParameters(content: JsonObject): readonly JsonObject[] {
  return objects(content['parameters']).filter((parameter) => parameter['isHiddenWhenLocked'] !== true);
}

/** The parameters that people see, as label and value side by side; two rows of text high. */
export function drawParameters({ area, theme }: Frame, content: JsonObject, labels: ParameterValues): string {
  let x = area.x;
  return shownParameters(content)
    .map((parameter) => {
      const label = textOf(parameter['label']) || textOf(parameter['name']);
      const value = labels[textOf(parameter['name'])] ?? shownValue(parameter);
      const size = fontSize.normal;
      const width = Math.max(textWidth(label, size), textWidth(value, size) + 34, 84);
      if (x + width > area.x + area.width) return '';
      const pill = { x, y: area.y + 20, width, height: 26 };
      x += width + 14;
      return [
        text(label, pill.x, area.y + 13, { size, fill: theme.muted }),
        box(pill, theme.card, { radius: 4, stroke: theme.border }),
        text(value, pill.x + 10, pill.y + 17, { size, fill: theme.text }),
        text('\u25be', pill.x + width - 17, pill.y + 17, { size, fill: theme.muted }),
      ].join('');
    })
    .join('');
}

export const tabsHeight = 40;

/** The bar of tabs with the chosen one underlined. */
export function drawTabs({ area, theme }: Frame, content: JsonObject, tab: string): string {
  const size = fontSize.title;
  let x = area.x;
  const links = objects(content['links']).map((link) => {
    const label = textOf(link['linkLabel']);
    const isChosen = link['subTarget'] === tab;
    const width = textWidth(label, size, true) + 8;
    const underline: Area = { x, y: area.y + 29, width, height: 3 };
    const drawn = [
      text(label, x + 4, area.y + 21, { size, fill: isChosen ? theme.text : theme.muted, bold: isChosen }),
      isChosen ? box(underline, theme.accent, { radius: 1.5 }) : '',
    ].join('');
    x += width + 22;
    return drawn;
  });
  return line(area.x, area.y + 32, area.x + area.width, area.y + 32, theme.border) + links.join('');
}

function isBoxed(content: JsonObject): boolean {
  return content['style'] !== undefined;
}

function readText(
  content: JsonObject,
  width: number,
): { readonly heading: string | undefined; readonly level: number; readonly lines: readonly string[] } {
  const source = textOf(content['json']);
  const [, marks = '', heading] = /^(#+)\s+(.*)$/m.exec(source) ?? [];
  const rest = plain(source.replace(/^#+\s+.*$/gm, ''));
  const room = width - (isBoxed(content) ? 32 : 0);
  return { heading, level: marks.length, lines: rest === '' ? [] : wrap(rest, room, 13, paragraphLines) };
}

/** Markdown without its marks. */
function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]{1,2}([^*_`]+)[*_`]{1,2}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a parameter shows before anybody chooses. */
function shownValue(parameter: JsonObject): string {
  const { value, type, jsonData } = parameter;
  if (type === 5) return 'example-workspace';
  if (type === 4) return `Last ${Math.round(Number(objectOf(value)['durationMs']) / 86_400_000)} days`;
  const chosen = textOf(Array.isArray(value) ? value[0] : value);
  if (chosen === 'value::all') return 'All';
  if (type === 2 && chosen === '' && jsonData === undefined) return 'Amal Haddad';
  return chosen;
}
