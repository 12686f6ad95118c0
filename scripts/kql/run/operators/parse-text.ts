/** Patterns of plain text. Every part is looked for behind the one before, at the first place where it stands. */
import { Refusal } from '../../functions/function.ts';
import { patternOf } from '../../functions/regex/pattern.ts';
import type { ParsePart } from '../../plan/plan.ts';
import type { Matcher } from './parse-columns.ts';

const integerStart = /-?\d+/y;
const realStart = /-?\d+(?:\.\d+)?/y;

export function textMatcher(parts: readonly ParsePart[], isRelaxed: boolean): Matcher {
  const pattern = patternOf(regexOf(parts), Infinity);
  const isTyped = parts.some((part) => part.kind === 'column' && part.column.type !== 'string');
  return (text) => {
    const found = matchParts(parts, text);
    if (!isTyped || isRelaxed) return found;
    // The reference does not say whether later places are tried where the first do not fit the types.
    const other = pattern.find(text)?.groups.slice(1);
    if (other && !(found && found.every((own, i) => own === other[i]))) {
      throw new Refusal(`Parsing ${text} by this pattern is not supported.`);
    }
    return found;
  };
}

/** The same pattern where every place is tried. */
function regexOf(parts: readonly ParsePart[]): string {
  const body = parts.map((part) => {
    if (part.kind === 'text') return part.text.replace(/[\\.+*?()|[\]{}^$#&~-]/g, String.raw`\$&`);
    if (part.kind === 'skip') return '.*?';
    const { type } = part.column;
    if (type === 'int' || type === 'long') return String.raw`(-?[0-9]+)`;
    return type === 'real' || type === 'decimal' ? String.raw`(-?[0-9]+(?:\.[0-9]+)?)` : '(.*?)';
  });
  return String.raw`(?s)\A${body.join('')}${parts.at(-1)?.kind === 'skip' ? '' : String.raw`\z`}`;
}

function matchParts(parts: readonly ParsePart[], text: string): readonly string[] | null {
  const found: string[] = [];
  let at = 0;
  for (let i = 0; i < parts.length;) {
    const part = parts[i] as ParsePart;
    if (part.kind === 'text') {
      if (!text.startsWith(part.text, at)) return null;
      at += part.text.length;
      i++;
      continue;
    }
    const number =
      part.kind === 'column' && parts[i + 1]?.kind === 'skip' ? numberAt(text, at, part.column.type) : '';
    if (number === undefined) return null;
    const next = parts[number === '' ? i + 1 : i + 2];
    const end = next?.kind === 'text' ? text.indexOf(next.text, at + number.length) : text.length;
    if (end < 0) return null;
    if (part.kind === 'column') found.push(number === '' ? text.slice(at, end) : number);
    at = end + (next?.kind === 'text' ? next.text.length : 0);
    i += (number === '' ? 1 : 2) + (next ? 1 : 0);
  }
  if (at < text.length && parts.at(-1)?.kind === 'text') {
    throw new Refusal('Text behind the end of the pattern is not supported; a star at its end lets it pass.');
  }
  return found;
}

/** The digits at a place, before what is skipped. */
function numberAt(text: string, at: number, type: string): string | undefined {
  const form = type === 'real' ? realStart : integerStart;
  form.lastIndex = at;
  return form.exec(text)?.[0];
}
