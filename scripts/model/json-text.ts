import stringify from 'json-stringify-pretty-compact';

/** Objects and lists that fit stay on one line: the templates are a tenth smaller, and read like tables. */
const lineLength = 120;

/** A generated JSON document as text: two blanks, final line end, keys in the order given. */
export function jsonText(value: unknown): string {
  return `${stringify(value, { indent: 2, maxLength: lineLength })}\n`;
}
