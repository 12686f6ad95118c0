import type { JsonObject } from '../model/arm.ts';
import { cellsIn } from './answer.ts';
import { fontSize, line, type Frame } from './frame.ts';
import { firstHour, madeUpActivity, madeUpRanking, madeUpTexts, weekdays } from './made-up.ts';
import { objectOf, objects, textOf } from '../workbook-run/notebook.ts';
import type { Random } from './random.ts';
import { resultColumns } from './result-columns.ts';
import type { Shown } from './scene.ts';
import { box, fit, text, textWidth, type Area } from './svg.ts';
import { shade } from './theme.ts';

const rowHeight = 26;
const cellPadding = 8;
const hourColumn = /^\d\d$/;
/** Cells of so few pixels, such as those for the hours of a day, are centred and never cut. */
const narrow = 30;

/** `formatter` of a column. Source: scripts/compile/workbook/words.ts. */
const [barFormatter, hiddenFormatter, heatFormatter] = [3, 5, 8];

interface GridColumn {
  readonly label: string;
  readonly cells: readonly string[];
  /** Of numbers: each as a share of the largest. */
  readonly shares: readonly number[];
  readonly formatter: number;
  readonly palette: string;
  readonly need: number;
}

/** A table: as many columns and rows as fit, with the bars and colours that its settings ask for. */
export function drawGrid({ area, theme }: Frame, content: JsonObject, shown: Shown): string {
  const settings = objectOf(content['gridSettings']);
  const limit = Number(settings['rowLimit'] ?? 250);
  const room = Math.min(limit, Math.max(1, Math.floor(area.height / rowHeight) - 1));
  const { result } = shown;
  const rows = result ? Math.min(room, result.rows.length) : distinctRows(content, room);
  const columns = spread(columnsOf(content, settings, rows, shown), area.width);
  const head = columns.map(({ column: { label }, x, width }) => {
    const room = width - 2 * cellPadding;
    const style = { size: fontSize.small, fill: theme.muted, bold: true } as const;
    return room < narrow
      ? text(label, area.x + x + width / 2, area.y + 17, { ...style, anchor: 'middle' })
      : text(fit(label, room, fontSize.small, true), area.x + x + cellPadding, area.y + 17, style);
  });
  const lines = Array.from({ length: rows }, (_, row) => {
    const y = area.y + rowHeight * (row + 1);
    const cells = columns.map(({ column, x, width }) =>
      drawCell({ area: { x: area.x + x, y, width, height: rowHeight }, theme }, column, row),
    );
    return line(area.x, y, area.x + area.width, y, theme.border) + cells.join('');
  });
  return [...head, ...lines].join('');
}

/** The rows until the first column begins again, as the days of a week do after seven. */
function distinctRows(content: JsonObject, room: number): number {
  const [first = ''] = resultColumns(textOf(content['query']));
  const repeated = madeUpTexts(first, room)?.findIndex((cell, row, cells) => cells.indexOf(cell) < row) ?? -1;
  return repeated > 0 ? repeated : room;
}

function columnsOf(
  content: JsonObject,
  settings: JsonObject,
  rows: number,
  { result, random }: Shown,
): GridColumn[] {
  const formatters = objects(settings['formatters']);
  const labels = objects(settings['labelSettings']);
  const found = result?.columns.map(({ name }) => name) ?? resultColumns(textOf(content['query']));
  const known = [...labels.map(({ columnId }) => textOf(columnId)), ...formatters.map(nameOf)];
  return (found.length > 0 ? found : [...new Set(known)]).flatMap((name) => {
    const format = formatters.find((candidate) => nameOf(candidate) === name);
    const formatter = Number(format?.['formatter'] ?? 0);
    if (formatter === hiddenFormatter) return [];
    const label = textOf(labels.find(({ columnId }) => columnId === name)?.['label']) || name;
    const palette = textOf(objectOf(format?.['formatOptions'])['palette']);
    const isPercent = objectOf(format?.['numberFormat'])['unit'] === 1;
    const hasShares = formatter === barFormatter || formatter === heatFormatter;
    const texts = result
      ? cellsIn(name, result, content)
      : hasShares
        ? undefined
        : madeUpTexts(name, rows, found);
    const numbers = result
      ? result.rows.map((row) => Number(row[name] ?? 0))
      : texts
        ? []
        : numbersOf(name, rows, random);
    const most = Math.max(1, ...numbers);
    const cells =
      texts ?? numbers.map((value) => (isPercent ? ((value / most) * 34).toFixed(1) : String(value)));
    const shares = hasShares || !result ? numbers.map((value) => value / most) : [];
    // Short columns, such as hours of a day, must not be drawn apart.
    const longest = Math.max(...[label, ...cells].map((cell) => textWidth(cell, fontSize.normal)));
    const need = hourColumn.test(name)
      ? 24
      : Math.min(longest, 190) + 2 * cellPadding + (formatter === barFormatter ? 50 : 0);
    return [{ label, cells, shares, formatter, palette, need }];
  });
}

/** Columns of a table of hours and weekdays, and others. */
function numbersOf(name: string, rows: number, random: Random): number[] {
  const days = Array.from({ length: rows }, (_, row) => row);
  if (hourColumn.test(name)) return days.map((day) => madeUpActivity(random, day, Number(name)));
  const weekday = weekdays.indexOf(name);
  if (weekday >= 0) return days.map((row) => madeUpActivity(random, weekday, row + firstHour));
  return madeUpRanking(random, rows, name);
}

function nameOf(formatter: JsonObject): string {
  return textOf(formatter['columnMatch']);
}

/** The columns that fit, with their places; the room that is left is shared by all. */
function spread(
  columns: readonly GridColumn[],
  width: number,
): { readonly column: GridColumn; readonly x: number; readonly width: number }[] {
  let used = 0;
  const fitting = columns.filter(({ need }, index) => {
    used += need;
    return index === 0 || used <= width;
  });
  const sum = fitting.reduce((total, { need }) => total + need, 0);
  const stretch = width / sum;
  let x = 0;
  return fitting.map((column) => {
    const placed = { column, x, width: column.need * stretch };
    x += placed.width;
    return placed;
  });
}

function drawCell({ area, theme }: Frame, column: GridColumn, row: number): string {
  const { x, y, width, height } = area;
  const cell = column.cells[row] ?? '';
  const share = column.shares[row] ?? 0;
  const inner: Area = { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
  const room = width - 2 * cellPadding;
  const label = fit(cell, Math.max(room, 10), fontSize.normal);
  const heat = column.formatter === heatFormatter ? box(inner, shade(theme, column.palette, share)) : '';
  if (room < narrow) {
    const style = { size: fontSize.small, fill: theme.text, anchor: 'middle' } as const;
    return heat + text(cell, x + width / 2, y + 18, style);
  }
  if (column.formatter !== barFormatter) {
    return heat + text(label, x + cellPadding, y + 18, { size: fontSize.normal, fill: theme.text });
  }
  const bar = {
    x: x + cellPadding + 40,
    y: y + 8,
    width: Math.max(3, (room - 40) * share),
    height: height - 16,
  };
  return [
    text(label, x + cellPadding, y + 18, { size: fontSize.normal, fill: theme.text }),
    box(bar, shade(theme, column.palette, 0.9), { radius: 2 }),
  ].join('');
}
