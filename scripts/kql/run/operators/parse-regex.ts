/** Patterns of regular expressions. Source: Kusto reference, parse, "Regex mode". */
import { Refusal } from '../../functions/function.ts';
import { patternOf, type Pattern } from '../../functions/regex/pattern.ts';
import { parseRegex } from '../../functions/regex/parser.ts';
import { RegexError } from '../../functions/regex/syntax.ts';
import type { ParsePart } from '../../plan/plan.ts';
import { columnsOf, type Matcher } from './parse-columns.ts';

/**
 * The reference says how the parts become one expression, but not whether it must match from the start of
 * the text to its end: where that matters the text is refused.
 */
export function regexMatcher(parts: readonly ParsePart[], flags: string): Matcher {
  for (const part of parts) if (part.kind === 'text') checkPart(part.text);
  if (flags !== '' && !/^[imsUx]+$/.test(flags)) throw new Refusal(`The flags ${flags} are not supported.`);
  const prefix = flags === '' ? '' : `(?${flags})`;
  const count = columnsOf(parts).length;
  const sources = columnsOf(parts).some(({ type }) => type === 'real' || type === 'decimal')
    ? [sourceOf(parts, '.*'), sourceOf(parts, String.raw`-?\d+(?:\.\d+)?`)]
    : [sourceOf(parts, '.*')];
  const end = parts.at(-1)?.kind === 'skip' ? '' : String.raw`\z`;
  const patterns = sources.flatMap((source) => [
    patternOf(prefix + source, Infinity),
    patternOf(String.raw`${prefix}\A${source}${end}`, Infinity),
  ]);
  return (text) => {
    const [first, ...others] = patterns.map((pattern) => columnTexts(pattern, text, count));
    const known = JSON.stringify(first);
    if (others.some((other) => JSON.stringify(other) !== known)) {
      throw new Refusal(
        'A pattern that matches only a part of the text is not supported; a star lets the rest pass.',
      );
    }
    return first ?? null;
  };
}

/** A part has to be an expression of its own, without alternatives that would reach beyond it. */
function checkPart(text: string): void {
  try {
    if (parseRegex(text).root.kind !== 'either') return;
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
  }
  throw new Refusal(`The part ${text} of the pattern is not supported.`);
}

function sourceOf(parts: readonly ParsePart[], real: string): string {
  let column = 0;
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'skip') return '.*?';
      const { type } = part.column;
      const isInteger = type === 'int' || type === 'long';
      const body = isInteger ? String.raw`-?\d+` : type === 'real' || type === 'decimal' ? real : '.*';
      return `(?P<${columnGroup(column++)}>${body})`;
    })
    .join('');
}

const columnGroup = (number: number): string => `_column_${number}`;

function columnTexts(pattern: Pattern, text: string, count: number): readonly string[] | null {
  const match = pattern.find(text);
  if (!match) return null;
  return Array.from({ length: count }, (_, i) => match.groups[pattern.names.get(columnGroup(i)) ?? 0] ?? '');
}
