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

/** Code as a table cell; a pipe would end the cell even there. */
export function codeCell(code: string): string {
  return `\`${code.replaceAll('|', String.raw`\|`)}\``;
}
