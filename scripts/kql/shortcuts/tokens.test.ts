import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageService } from '../language-service.ts';

interface Token {
  readonly Kind: number;
  readonly Trivia: string;
  readonly Text: string;
  readonly Length: number;
  readonly Diagnostics: readonly { readonly Code: string }[];
}

interface Library {
  readonly ParseOptions: { readonly Default: Options };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<'EndOfTextToken', number>> };
  readonly Parsing: {
    readonly TokenParser: {
      readonly ctor: new () => { Parse(text: string, start: number, options: Options): Token | null };
      ParseTokens(text: string, options: Options): readonly Token[];
    };
  };
}

interface Options {
  WithAlwaysProduceEndTokens(isSo: boolean): Options;
  WithAllowLiteralsWithLineBreaks(isSo: boolean): Options;
}

const { ParseOptions, Parsing, Syntax } = languageService(
  join(tmpdir(), 'onepassword-kql-tests'),
) as unknown as Library;

const show = ({ Kind, Trivia, Text, Diagnostics }: Token): unknown => [
  Kind,
  Trivia,
  Text,
  Array.from(Diagnostics, ({ Code }) => Code),
];

/** One token after the other, none known before. */
function oneByOne(text: string, options: Options): readonly Token[] {
  const parser = new Parsing.TokenParser.ctor();
  const tokens: Token[] = [];
  for (let at = 0; ;) {
    const token = parser.Parse(text, at, options);
    if (!token) return tokens;
    tokens.push(token);
    if (token.Kind === Syntax.SyntaxKind.EndOfTextToken) return tokens;
    at += token.Length;
  }
}

const blanks = [' ', '  ', '\n', '\r\n', '\r', '\u2028', '\t'];
const pieces = `a | where x1 12 1.5 1h 3d ü $x . .. {p} mv-expand project-away true false in~ !in != == ~ / \\
  " ' "b" 'c' @"d" h"e" \` \`\`\` \`\`\`f\`\`\` ~~~ // //g # #connect ( ) datetime( datetime(2026-01-01)
  long( time(1d) dynamic({ }) 5a3bd2c4-0000-4000-8000-00000000000a`.split(/\s+/);
const text = fc.array(fc.constantFrom(...pieces, ...blanks), { maxLength: 40 }).map((all) => all.join(''));

const plain = ParseOptions.Default;
test.each([
  ['as queries are read', plain.WithAlwaysProduceEndTokens(true)],
  ['without a last token', plain.WithAlwaysProduceEndTokens(false)],
  ['with literals on several lines', plain.WithAllowLiteralsWithLineBreaks(true)],
])('tokens of known lines are those of the text itself, %s', (_, options) => {
  fc.assert(
    fc.property(text, text, (first, second) => {
      for (const query of [first, `${second}\n${first}`, `${first}\n${second}`, `${first}\n`]) {
        const quick = Parsing.TokenParser.ParseTokens(query, options);
        expect(quick.map(show)).toEqual(oneByOne(query, options).map(show));
      }
    }),
    { numRuns: 1500 },
  );
});
