/** Sets of characters in JavaScript's set notation, and what a backslash introduces. */
import type { Cursor, Flags } from './cursor.ts';

/** Members of a set, to stand within brackets. */
export interface Members {
  readonly members: string;
  readonly isCaseNeutral: boolean;
}

export const wordMembers = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;
export const asciiWordMembers = '0-9A-Za-z_';

const perlClasses: Readonly<Record<string, readonly [unicode: string, ascii: string]>> = {
  d: [String.raw`\p{Nd}`, '0-9'],
  s: [String.raw`\p{White_Space}`, String.raw`\t\n\v\f\r\u0020`],
  w: [wordMembers, asciiWordMembers],
};

const posixClasses: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: String.raw`\x00-\x7f`,
  blank: String.raw`\t\u0020`,
  cntrl: String.raw`\x00-\x1f\x7f`,
  digit: '0-9',
  graph: String.raw`\x21-\x7e`,
  lower: 'a-z',
  print: String.raw`\x20-\x7e`,
  punct: String.raw`\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e`,
  space: String.raw`\t\n\v\f\r\u0020`,
  upper: 'A-Z',
  word: asciiWordMembers,
  xdigit: '0-9A-Fa-f',
};

const controls: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A character in JavaScript's notation, whatever it means there. */
export function literal(character: string): string {
  if (/^[0-9A-Za-z]$/.test(character)) return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

export function hasCase(character: string): boolean {
  return (
    /^\p{Changes_When_Casefolded}$/u.test(character) || character.toLowerCase() !== character.toUpperCase()
  );
}

export function posixClass(name: string): Members | undefined {
  const isNegated = name.startsWith('^');
  const members = posixClasses[isNegated ? name.slice(1) : name];
  if (members === undefined) return undefined;
  return { members: isNegated ? `[^${members}]` : members, isCaseNeutral: false };
}

/** After a backslash: a class such as `\d` or `\p{Greek}`; undefined where none stands there. */
export function readClassEscape(cursor: Cursor, { unicode }: Flags): Members | undefined {
  const letter = cursor.peek();
  if (letter === 'p' || letter === 'P') {
    cursor.next();
    return readProperty(cursor, letter === 'P');
  }
  const found = Object.hasOwn(perlClasses, letter.toLowerCase())
    ? perlClasses[letter.toLowerCase()]
    : undefined;
  if (!found) return undefined;
  cursor.next();
  const members = found[unicode ? 0 : 1];
  return { members: letter === letter.toUpperCase() ? `[^${members}]` : members, isCaseNeutral: unicode };
}

function readProperty(cursor: Cursor, isNegated: boolean): Members {
  const written = cursor.eat('{') ? cursor.until('}') : cursor.next();
  const property = findProperty(written);
  if (!property) throw cursor.error(`there is no property ${written}`);
  return { members: `\\${isNegated ? 'P' : 'p'}{${property}}`, isCaseNeutral: false };
}

/** The property by JavaScript's name for it: a general category, a script, or a property of yes and no. */
function findProperty(written: string): string | undefined {
  if (!/^[A-Za-z_]+(?:=[A-Za-z_]+)?$/.test(written)) return undefined;
  const capitals = written.replace(
    /[A-Za-z]+/g,
    (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  );
  return [written, `Script=${written}`, capitals, `Script=${capitals}`, written.toUpperCase()].find(
    (name) => {
      try {
        return new RegExp(`\\p{${name}}`, 'u').unicode;
      } catch {
        return false;
      }
    },
  );
}

/** After a backslash: a character that is written in another way, or that stands for itself. */
export function readCharacterEscape(cursor: Cursor): string {
  const letter = cursor.next();
  const control = Object.hasOwn(controls, letter) ? controls[letter] : undefined;
  if (control) return control;
  if (letter === 'x') return readCodePoint(cursor, 2);
  if (letter === 'u') return readCodePoint(cursor, 4);
  if (letter === 'U') return readCodePoint(cursor, 8);
  if (/^[1-9]$/.test(letter))
    throw cursor.error(`\\${letter} (a back reference or an octal number) is not supported`);
  if (/^[0-9A-Za-z<>]$/.test(letter) || letter > '\x7f') throw cursor.error(`\\${letter} means nothing`);
  return letter;
}

function readCodePoint(cursor: Cursor, digits: number): string {
  let text = '';
  if (cursor.eat('{')) text = cursor.until('}');
  else for (let i = 0; i < digits; i++) text += cursor.next();
  const code = /^[0-9A-Fa-f]{1,8}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
  if (!(code <= 0x10_ff_ff) || (code >= 0xd8_00 && code <= 0xdf_ff))
    throw cursor.error(`${text} is no character`);
  return String.fromCodePoint(code);
}
