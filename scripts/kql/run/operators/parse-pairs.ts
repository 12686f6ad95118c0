/** Ways to find pairs of keys and values in a text. Source: Kusto reference, "parse-kv operator". */
import { Refusal } from '../../functions/function.ts';
import type { KeyValueOptions } from '../../plan/plan.ts';

/** Key and value of every pair of a text that the keys wanted can be found among. */
export type PairReader = (
  text: string,
  wanted: ReadonlySet<string>,
) => Iterable<readonly [key: string, value: string]>;

interface Delimiters {
  readonly pair: string;
  readonly value: string;
}

type Quoting = Pick<KeyValueOptions, 'quotes' | 'escapes'>;

interface Quoted {
  readonly text: string;
  readonly end: number;
}

/** A text in quotes that begins at a place; undefined where none does. */
function readQuoted(text: string, at: number, { quotes, escapes }: Quoting): Quoted | undefined {
  const quote = quotes.find((own) => own !== '' && own[0] === text[at]);
  if (!quote) return undefined;
  const close = quote[1] ?? quote;
  let inner = '';
  for (let i = at + 1; i < text.length; i++) {
    const character = text[i] as string;
    if (escapes.includes(character)) {
      const next = text[++i] ?? '';
      if (!quote.includes(next) && !escapes.includes(next))
        throw new Refusal(`Escaping ${next} is not supported.`);
      inner += next;
    } else if (character === close) {
      return { text: inner, end: i + 1 };
    } else {
      inner += character;
    }
  }
  throw new Refusal('A quote that is not closed is not supported.');
}

/** From a place to a delimiter or the end of the text. */
function endOf(text: string, delimiter: string, from: number): number {
  const found = text.indexOf(delimiter, from);
  return found < 0 ? text.length : found;
}

/** Blanks before a key or a value, as far as they are no delimiter. */
function skipBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] as string) && !text.startsWith(delimiter, at)) at++;
  return at;
}

export function delimitedPairs({ pair, value }: Delimiters, quoting: Quoting): PairReader {
  return function* (text, wanted) {
    for (let at = 0; at < text.length;) {
      at = skipBlanks(text, at, pair);
      const quotedKey = readQuoted(text, at, quoting);
      const keyStart = quotedKey ? skipBlanks(text, quotedKey.end, pair) : at;
      const keyEnd = endOf(text, value, keyStart);
      const pairEnd = endOf(text, pair, keyStart);
      if (keyEnd >= pairEnd) {
        at = pairEnd + pair.length;
        continue;
      }
      if (quotedKey && keyEnd > keyStart) throw new Refusal('Text behind a quoted key is not supported.');
      const key = quotedKey?.text ?? text.slice(at, keyEnd);
      const valueStart = skipBlanks(text, keyEnd + value.length, pair);
      const quoted = readQuoted(text, valueStart, quoting);
      const end = endOf(text, pair, quoted?.end ?? valueStart);
      const rest = text.slice(quoted?.end ?? valueStart, end);
      if (wanted.has(key.trim())) checkValue(rest, quoted, value, pair);
      yield [key, quoted?.text ?? rest];
      at = end + pair.length;
    }
  };
}

/** What the reference leaves open. */
function checkValue(rest: string, quoted: Quoted | undefined, delimiter: string, pair: string): void {
  const isOpen = quoted
    ? rest.trim() !== ''
    : rest.includes(delimiter) || (rest === '' && pair.trim() === '');
  if (isOpen) throw new Refusal(`The value ${rest} is not supported.`);
}

/** A value reaches up to the next key: the text between a delimiter of pairs and one of values. */
export function greedyPairs({ pair, value }: Delimiters): PairReader {
  return (text, wanted) => {
    const pairs: [string, string][] = [];
    const pieces = text.split(value);
    let key = pieces[0] ?? '';
    pieces.slice(1).forEach((piece, i) => {
      const isLast = i === pieces.length - 2;
      const cut = isLast ? piece.length : piece.lastIndexOf(pair);
      const next = isLast ? '' : piece.slice(cut + pair.length);
      if (cut < 0 || (!isLast && !wanted.has(next.trim())) || !wanted.has(key.trim())) {
        throw new Refusal('Greedy values beside keys that are not asked for are not supported.');
      }
      pairs.push([key, piece.slice(0, cut)]);
      key = next;
    });
    return pairs;
  };
}

/** Any sign but letters and digits parts keys and values: the value of a key is the term or quote behind it. */
export function loosePairs(quoting: Quoting): PairReader {
  return (text, wanted) => {
    const tokens = tokensOf(text, quoting);
    const pairs: [string, string][] = [];
    const known = new Set<string>();
    for (let i = 0; i + 1 < tokens.length; i++) {
      const [token, next] = [tokens[i] as Token, tokens[i + 1] as Token];
      if (token.isQuoted || !wanted.has(token.text) || known.has(token.text)) continue;
      if (!next.isQuoted && wanted.has(next.text)) throw new Refusal('A key behind a key is not supported.');
      known.add(token.text);
      pairs.push([token.text, next.text]);
      i++;
    }
    return pairs;
  };
}

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

function tokensOf(text: string, quoting: Quoting): readonly Token[] {
  const tokens: Token[] = [];
  const term = /[\p{L}\p{Nd}]+/uy;
  for (let at = 0; at < text.length;) {
    term.lastIndex = at;
    const [found] = term.exec(text) ?? [];
    const quoted = found === undefined ? readQuoted(text, at, quoting) : undefined;
    if (found !== undefined) tokens.push({ text: found, isQuoted: false });
    if (quoted) tokens.push({ text: quoted.text, isQuoted: true });
    at = quoted?.end ?? at + (found?.length ?? 1);
  }
  return tokens;
}
