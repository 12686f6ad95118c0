/** Tables for people: aligned columns where they fit the width, else one line for each value. */

export interface TextColumn {
  readonly name: string;
  readonly isNumeric: boolean;
}

const gap = '  ';
const longestCell = 60;

/** The table within `width` characters. Cells longer than a line are cut, with three dots. */
export function formatTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const shown = rows.map((row) => row.map((cell) => shorten(toLine(cell), longestCell)));
  const widths = columns.map(({ name }, i) =>
    Math.max(lengthOf(name), ...shown.map((row) => lengthOf(row[i] ?? ''))),
  );
  const total = widths.reduce((sum, own) => sum + own + gap.length, -gap.length);
  if (total > width) return formatRecords(columns, rows, width);
  const toText = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => alignCell(cell, widths[i] ?? 0, columns[i]?.isNumeric ?? false))
      .join(gap)
      .trimEnd();
  const rule = widths.map((own) => '-'.repeat(own)).join(gap);
  return [toText(columns.map(({ name }) => name)), rule, ...shown.map(toText)].join('\n');
}

function formatRecords(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const nameWidth = Math.max(...columns.map(({ name }) => lengthOf(name)));
  const room = Math.max(longestCell, width - nameWidth - gap.length);
  return rows
    .map((row, i) => {
      const lines = columns.map(
        ({ name }, c) => `${alignCell(name, nameWidth, false)}${gap}${shorten(toLine(row[c] ?? ''), room)}`,
      );
      return [`-- row ${i + 1}`, ...lines.map((line) => line.trimEnd())].join('\n');
    })
    .join('\n');
}

function alignCell(text: string, width: number, toRight: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return toRight ? blanks + text : text + blanks;
}

/** A terminal shows a character, not its code units; and obeys control characters, which are shown instead. */
function toLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what must not reach a terminal
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (c) =>
    JSON.stringify(c)
      .slice(1, -1)
      .replace(/^[^\\].*/s, '\ufffd'),
  );
}

function shorten(text: string, width: number): string {
  if (lengthOf(text) <= width) return text;
  return `${[...text].slice(0, width - 3).join('')}...`;
}

function lengthOf(text: string): number {
  return [...text].length;
}
