/**
 * Queries share most of their lines: those of their fragments, and those of the same query before it was changed.
 * The tokens of a line are the same wherever it stands, so they are made once. A token knows its text and the
 * blanks and comments before it, not its place.
 */

interface Token {
  readonly Kind: number;
  readonly Length: number;
}

interface TokenParserClass {
  readonly ctor: new () => { Parse(text: string, start: number, options: object): Token | null };
  ParseTokens$1(text: string, tokens: { add(token: Token): void }, options: object | null): void;
}

interface Library {
  readonly Parsing: { readonly TokenParser: TokenParserClass };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<'EndOfTextToken', number>> };
}

/** The tokens from a place on to the end of a line, and how many characters they take. */
interface Stretch {
  readonly tokens: readonly Token[];
  readonly length: number;
}

/** With more lines than this all are forgotten: a watch must not grow without end. */
const maximumLines = 20_000;

/** Blanks and comments before a token, with all lines of them. */
const before = /(?:\s|\/\/[^\n]*\n)*/y;
/** Where no further token begins on a line. */
const noFurther = /[^\S\n]*(?:\/\/|\n|$)/y;

/** Puts the quicker function into the library, once it has been loaded. */
export function shortenTokens(globals: object): void {
  const { Kusto } = globals as { readonly Kusto: { readonly Language: Library } };
  const { TokenParser } = Kusto.Language.Parsing;
  const { EndOfTextToken } = Kusto.Language.Syntax.SyntaxKind;
  const slow = TokenParser.ParseTokens$1;
  const known = new WeakMap<object, Map<string, Stretch>>();

  TokenParser.ParseTokens$1 = function (text, tokens, options) {
    if (!options) return slow.call(this, text, tokens, options);
    let lines = known.get(options);
    if (!lines || lines.size > maximumLines) known.set(options, (lines = new Map()));
    const parser = new TokenParser.ctor();
    for (let at = 0; ;) {
      before.lastIndex = at;
      before.test(text);
      const end = text.indexOf('\n', before.lastIndex);
      const line = end < 0 ? undefined : text.slice(at, end);
      let stretch = line === undefined ? undefined : lines.get(line);
      if (!stretch) {
        stretch = readStretch(text, at, (from) => parser.Parse(text, from, options));
        if (line !== undefined && stretch.length <= line.length) lines.set(line, stretch);
      }
      for (const token of stretch.tokens) tokens.add(token);
      const last = stretch.tokens.at(-1);
      if (!last || last.Kind === EndOfTextToken) return;
      at += stretch.length;
    }
  };
}

/** At least one token, unless the text ends; a token may go on beyond the line. */
function readStretch(text: string, start: number, parse: (from: number) => Token | null): Stretch {
  const tokens: Token[] = [];
  let at = start;
  do {
    const token = parse(at);
    if (!token) break;
    tokens.push(token);
    at += token.Length;
    noFurther.lastIndex = at;
  } while (!noFurther.test(text));
  return { tokens, length: at - start };
}
