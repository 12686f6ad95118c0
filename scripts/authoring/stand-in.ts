/**
 * Texts that the formatter of KQL would not treat well are put out of its sight behind short names: calls
 * over several lines, whose arguments it would put one to a line (the pairs of a `case` torn apart); tables
 * given by their rows; and parameters of the workbook, which are no KQL.
 */
import { maskLiterals } from '../kql/mask.ts';

export interface Hidden {
  readonly text: string;
  readonly parts: readonly Part[];
}

interface Part {
  readonly text: string;
  /** Indentation of the line on which it began. */
  readonly indent: number;
}

/** What a parameter stands for: a value, or a comparison with its operator, as in `timestamp {TimeRange}`. */
export type ParameterRole = 'value' | 'comparison';

/** Names that nobody gives to anything. */
const standIn = 'kept__';
/** Words before a parenthesis that are no functions. */
const operators = new Set(['in', 'has_any', 'has_all', 'between', 'and', 'or', 'by', 'on', 'union']);
const parameter = /\{[A-Za-z]\w*(?::\w+)?\}/g;

/** Puts stand-ins in place; undefined where a text uses such names itself. */
export function hide(text: string, role: ParameterRole): Hidden | undefined {
  if (text.includes(standIn)) return undefined;
  const parts: Part[] = [];
  const keep = (start: number, end: number): string => {
    const indent = indentAt(text, start);
    return `${standIn}${parts.push({ text: text.slice(start, end), indent }) - 1}`;
  };
  const masked = maskLiterals(text);
  let result = '';
  let done = 0;
  for (const { start, end, kind } of [...spans(masked)].sort((a, b) => a.start - b.start)) {
    if (start < done) continue;
    result += text.slice(done, start);
    const name = keep(start, end);
    const isComparison = kind === 'parameter' && role === 'comparison';
    result += kind === 'call' ? `${name}()` : isComparison ? `== ${name}` : name;
    done = end;
  }
  return { text: result + text.slice(done), parts };
}

/** Puts the texts back; the later lines of a call move with its first one. */
export function show(text: string, parts: readonly Part[]): string {
  return text.replace(
    new RegExp(`(?:== )?${standIn}(\\d+)(?:\\(\\))?`, 'g'),
    (_, index: string, at: number) => {
      const part = parts[Number(index)] ?? { text: '', indent: 0 };
      const shift = indentAt(text, at) - part.indent;
      return part.text.replace(/\n( *)/g, (_line, blanks: string) => {
        return `\n${' '.repeat(Math.max(0, blanks.length + shift))}`;
      });
    },
  );
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly kind: 'call' | 'table' | 'parameter';
}

function* spans(masked: string): Generator<Stretch> {
  for (const { 0: found, index } of masked.matchAll(parameter)) {
    yield { start: index, end: index + found.length, kind: 'parameter' };
  }
  for (const { 0: found, index } of masked.matchAll(/\bdatatable\s*\(/g)) {
    const columns = closing(masked, index + found.length - 1);
    const rows = masked.indexOf('[', columns);
    const end = rows < 0 ? 0 : closing(masked, rows);
    if (columns > 0 && end > 0) yield { start: index, end, kind: 'table' };
  }
  for (const { 0: found, index } of masked.matchAll(/\b[A-Za-z_]\w*\(/g)) {
    if (operators.has(found.slice(0, -1))) continue;
    const end = closing(masked, index + found.length - 1);
    const call = masked.slice(index, end);
    // What holds steps or statements is the formatter's.
    if (end > 0 && call.includes('\n') && !/[|;]/.test(call)) yield { start: index, end, kind: 'call' };
  }
}

/** The offset behind the parenthesis or bracket that closes the one at `open`; 0 where none does. */
function closing(masked: string, open: number): number {
  const [opens, closes] = masked[open] === '[' ? '[]' : '()';
  let depth = 0;
  for (let i = open; i < masked.length; i++) {
    if (masked[i] === opens) depth++;
    if (masked[i] === closes && --depth === 0) return i + 1;
  }
  return 0;
}

function indentAt(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1);
  return /^ */.exec(line)?.[0].length ?? 0;
}
