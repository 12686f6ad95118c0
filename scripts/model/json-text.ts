import { remember } from './remember.ts';

/** Objects and lists that fit stay on one line: the templates are a tenth smaller, and read like tables. */
const lineLength = 120;
export const indentStep = '  ';

/** A generated JSON document as text: two blanks, final line end, keys in the order given. It is checked and written: printed once. */
export const jsonText = remember((value: unknown): string => {
  const pieces: string[] = [];
  print(value ?? null, '', 0, pieces);
  return `${pieces.join('')}\n`;
});

/**
 * The lines of a value that stands `indent` deep, the first without the indent. `reserved`: characters that
 * stand on the same line, a key before the value and a comma after it.
 */
function print(value: unknown, indent: string, reserved: number, pieces: string[]): void {
  const line = isContainer(value) ? lineOf(value, indent, reserved) : JSON.stringify(value);
  if (line !== undefined) {
    pieces.push(line);
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value ?? {});
  const last = entries.length - 1;
  const inner = indent + indentStep;
  let separator = '\n';
  pieces.push(isList ? '[' : '{');
  for (let i = 0; i <= last; i++) {
    const [name, member] = entries[i] ?? ['', undefined];
    if (member === undefined && !isList) continue;
    const key = isList ? '' : `${JSON.stringify(name)}: `;
    pieces.push(separator, inner, key);
    print(member ?? null, inner, key.length + (i === last ? 0 : 1), pieces);
    separator = ',\n';
  }
  // Without members it would have been one line, unless there is no room for two brackets.
  pieces.push(separator === '\n' ? '' : `\n${indent}`, isList ? ']' : '}');
}

/** How many lines a value takes there. */
export function countLines(value: unknown, indent: string, reserved: number): number {
  const pieces: string[] = [];
  print(value ?? null, indent, reserved, pieces);
  return pieces.join('').split('\n').length;
}

/** The value on one line, where there is room for it. */
export function lineOf(value: unknown, indent: string, reserved: number): string | undefined {
  return onOneLine(value, lineLength - indent.length - reserved);
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The value in at most `room` characters; given up as soon as it is longer, so that nothing is printed at each depth. */
function onOneLine(value: unknown, room: number): string | undefined {
  if (typeof value === 'string' && value.length + '""'.length > room) return undefined;
  if (!isContainer(value)) {
    const text = JSON.stringify(value) as string | undefined;
    return text !== undefined && text.length <= room ? text : undefined;
  }
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  let separator = '';
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined && !isList) continue;
    text += separator + (isList ? '' : `${JSON.stringify(name)}: `);
    const inside = onOneLine(member ?? null, room - text.length - 1);
    if (inside === undefined) return undefined;
    text += inside;
    separator = ', ';
  }
  text += isList ? ']' : '}';
  return text.length <= room ? text : undefined;
}
