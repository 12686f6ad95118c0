/**
 * A Markdown table with a row a line and no padding, so that a change of one row changes one line. The
 * formatter is told to leave it so.
 */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `<!-- prettier-ignore-start -->\n${lines.join('\n')}\n<!-- prettier-ignore-end -->`;
}

/** Plain text as the text of a table cell: nothing in it is taken for Markdown. */
export function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|*_<>[\]]/g, String.raw`\$&`);
}

/** Text with code between backticks as a paragraph: nothing else in it is taken for Markdown. */
export function escapeText(text: string): string {
  return mapText(text, (part) => part.replace(/[\\*<>[\]]|\b_|_\b/g, String.raw`\$&`));
}

/** A sentence as a table cell: code between backticks stays as it is. */
export function prose(text: string): string {
  return mapText(text, cell);
}

/** Changes a text but for the code between backticks. */
function mapText(text: string, change: (part: string) => string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : change(part)))
    .join('');
}

/** Code as a table cell; a pipe would end the cell even there. */
export function codeCell(code: string): string {
  return `\`${code.replaceAll('|', String.raw`\|`)}\``;
}

/** The address of a heading within its page, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
