/**
 * Finds the members of a JSON object in its text without building it: values are handed on as the text
 * that they are, so that no digit is lost and what nobody reads is never parsed. Source: RFC 8259.
 */

/** Where a text stops being JSON. */
export class JsonFault extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

export type OnMember = (key: string, start: number, end: number) => void;

/** Calls `onMember` for every member of the object at `start`; the result is the offset behind it. */
export function scanObject(text: string, start: number, onMember: OnMember): number {
  let at = skipBlanks(text, start);
  if (text.charCodeAt(at) !== openBrace) throw new JsonFault(at, 'a line must be a JSON object');
  at = skipBlanks(text, at + 1);
  if (text.charCodeAt(at) === closeBrace) return at + 1;
  for (;;) {
    if (text.charCodeAt(at) !== quote) throw new JsonFault(at, 'a member name in double quotes is missing');
    const nameEnd = skipString(text, at);
    const name = decodeString(text, at, nameEnd);
    at = skipBlanks(text, nameEnd);
    if (text.charCodeAt(at) !== colon) throw new JsonFault(at, 'a colon is missing');
    const valueStart = skipBlanks(text, at + 1);
    const valueEnd = skipValue(text, valueStart);
    onMember(name, valueStart, valueEnd);
    at = skipBlanks(text, valueEnd);
    const next = text.charCodeAt(at);
    if (next === closeBrace) return at + 1;
    if (next !== comma) throw new JsonFault(at, 'a comma or a closing brace is missing');
    at = skipBlanks(text, at + 1);
  }
}

/** Blanks of JSON but the line feed: that ends a line. */
export function skipBlanks(text: string, start: number): number {
  let at = start;
  for (let c = text.charCodeAt(at); c === 0x20 || c === 0x09 || c === 0x0d; c = text.charCodeAt(at)) at++;
  return at;
}

/** The text that a JSON string stands for; its quotes are at `start` and before `end`. */
export function decodeString(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  if (!inner.includes('\\')) return inner;
  try {
    return JSON.parse(text.slice(start, end)) as string;
  } catch {
    throw new JsonFault(start, 'this string is not well-formed');
  }
}

function skipValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === quote) return skipString(text, start);
  if (first === openBrace || first === openBracket) return skipNested(text, start);
  let at = start;
  while (isWordPart(text.charCodeAt(at))) at++;
  if (at === start) throw new JsonFault(start, 'a value is missing');
  return at;
}

/** Characters of numbers and of true, false and null. */
function isWordPart(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2e ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x45
  );
}

function skipString(text: string, start: number): number {
  let end = start;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) throw new JsonFault(start, 'this string has no end');
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
}

/** To the end of an object or array, by counting; whether it is well-formed is seen when it is parsed. */
function skipNested(text: string, start: number): number {
  let depth = 0;
  for (let at = start; ;) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = skipString(text, at);
      continue;
    }
    if (code === openBrace || code === openBracket) depth++;
    else if (code === closeBrace || code === closeBracket) depth--;
    else if (Number.isNaN(code) || code === 0x0a) throw new JsonFault(start, 'this value has no end');
    at++;
    if (depth === 0) return at;
  }
}
