import { compose } from '../../kql/compose.ts';
import { withoutComments } from '../../kql/mask.ts';
import type { WorkbookInput } from '../../model/workbook.ts';
import { parseReferences } from '../../validate/workbook/reference.ts';

/** A query as the workbook holds it: fragments in place, and as short as the same steps can be written. */
export function shippedQuery(query: string, fragments: WorkbookInput['fragments']): string {
  return shorten(compose(query, fragments).text);
}

/**
 * The template holds a query inside JSON inside JSON, where a double quote takes four characters and a line
 * end three, and its size is limited. Steps and statements keep lines of their own.
 */
export function shorten(query: string): string {
  return joinLines(withoutComments(query)).replace(literals, requote);
}

/** Literals of several lines (```, ~~~) are not used in workbooks and are left alone with what is around them. */
const severalLines = /```|~~~/;

function joinLines(text: string): string {
  if (severalLines.test(text)) return text;
  return text
    .split('\n')
    .map((line) => line.trim())
    .reduce((all, line) => all + separator(all, line) + line);
}

function separator(before: string, line: string): string {
  if (line.startsWith('|') || before.endsWith(';')) return '\n';
  return /[([]$/.test(before) || /^[)\]]/.test(line) ? '' : ' ';
}

const literals = /@"(?:[^"]|"")*"|@'(?:[^']|'')*'|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g;

/** Values of parameters are escaped for double quotes, so what holds a reference keeps them. */
function requote(literal: string): string {
  const inner = literal.slice(1, -1);
  const keeps = !literal.startsWith('"') || /['\\]/.test(inner) || parseReferences(inner).length > 0;
  return keeps ? literal : `'${inner}'`;
}
