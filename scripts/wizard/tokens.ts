import { ExpressionError } from './expression.ts';

export interface Token {
  readonly kind: 'string' | 'number' | 'name' | 'placeholder' | 'mark' | 'end';
  /** The text that the token stands for: of a string without its quotes, of a placeholder its name. */
  readonly text: string;
  readonly offset: number;
}

// Sticky alternatives, one per kind. In a string a doubled quote is one quote; a string in double quotes
// occurs as the key of an object literal.
const patterns = [
  ['string', /'((?:[^']|'')*)'/y],
  ['number', /-?\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z_]\w*/y],
  ['placeholder', /\$\{([\w.]+)\}/y],
  ['mark', /=>|[()[\]{},.:]/y],
] as const;

const quotedKey = /"((?:[^"\\]|\\.)*)"/y;

/** Cuts the text of an expression (without the brackets around it) into tokens; the last one is `end`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = blanksAt(text, 0);
  while (offset < text.length) {
    const token = tokenAt(text, offset);
    tokens.push(token.token);
    offset = blanksAt(text, token.end);
  }
  tokens.push({ kind: 'end', text: '', offset: text.length });
  return tokens;
}

function tokenAt(text: string, offset: number): { token: Token; end: number } {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match) {
      const inner = match[1] ?? match[0];
      const value = kind === 'string' ? inner.replaceAll("''", "'") : inner;
      return { token: { kind, text: value, offset }, end: offset + match[0].length };
    }
  }
  quotedKey.lastIndex = offset;
  const quoted = quotedKey.exec(text);
  if (quoted) {
    return {
      token: { kind: 'string', text: unescape(quoted[0], offset), offset },
      end: offset + quoted[0].length,
    };
  }
  const character = text[offset] ?? '';
  throw new ExpressionError(
    character === "'" ? 'a string is not closed' : `the character ${character} has no meaning here`,
    offset,
  );
}

function unescape(quoted: string, offset: number): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw new ExpressionError('a string holds an unknown escape', offset);
  }
}

function blanksAt(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && /\s/.test(text[end] ?? '')) end++;
  return end;
}
