/** Behind a sign that a number can stand behind; a text may look the same. */
const isSuspect = /(?:^|[:,[\s])-?(?:\d{16}|\d[\d.]*[eE][+-]?\d{3})/;
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const integer = /^-?\d+$/;

/**
 * Puts numbers that a double cannot hold into quotes, so that `JSON.parse` keeps their digits as text:
 * integers beyond 2^53 and numbers beyond a double's range. Everything else stays as it is, also where
 * the text is not JSON.
 */
export function quoteLongNumbers(text: string): string {
  if (!isSuspect.test(text)) return text;
  const parts: string[] = [];
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === minus || isDigit(code)) {
      const end = endOfNumber(text, at);
      const literal = text.slice(at, end);
      if (losesDigits(literal)) {
        parts.push(text.slice(copied, at), '"', literal, '"');
        copied = end;
      }
      at = end;
    } else {
      at += 1;
    }
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

const quote = 34;
const backslash = 92;
const minus = 45;

/** Index behind the string that begins at `start`, or the end of the text where it does not end. */
export function endOfString(text: string, start: number): number {
  for (let from = start + 1; ;) {
    const end = text.indexOf('"', from);
    if (end === -1) return text.length;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    from = end + 1;
  }
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && '0123456789+-.eE'.includes(text.charAt(end))) end += 1;
  return end;
}

function losesDigits(literal: string): boolean {
  if (!jsonNumber.test(literal)) return false;
  const value = Number(literal);
  return !Number.isFinite(value) || (integer.test(literal) && Math.abs(value) > Number.MAX_SAFE_INTEGER);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
