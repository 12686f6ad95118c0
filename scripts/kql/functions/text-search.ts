/** Places and numbers of occurrences. Source: Kusto reference, the page that each entry names. */
import type { ScalarType, Value } from '../values/scalar.ts';
import { Refusal, type ScalarFunction } from './function.ts';
import { patternOf } from './regex/pattern.ts';
import { countedMatches } from './regex.ts';
import { countCharacters, hasPairs, ofTexts, textReader } from './text-value.ts';

interface Range {
  readonly start: number;
  /** Number of characters to look at; undefined for all. */
  readonly length: number | undefined;
  readonly occurrence: number;
}

type Find = (text: string, search: string, range: Range) => number;

/** A place in a text: null for arguments out of range, -1 where nothing is found. */
function placeFunction(page: string, startsAtEnd: boolean, find: Find): ScalarFunction {
  return {
    page,
    specialize: (types: readonly ScalarType[]) => {
      const [readText, readSearch] = [textReader(types[0]), textReader(types[1])];
      return (source, lookup, from = 0, count = -1, number = 1): Value => {
        const [text, search] = [readText(source), readSearch(lookup)];
        const [start, length, occurrence] = [Number(from), Number(count), Number(number)];
        if (occurrence < 0 || length < -1 || (start < 0 && !startsAtEnd)) return null;
        if (
          occurrence === 0 ||
          search === '' ||
          -start > text.length ||
          (hasPairs(text) && (start !== 0 || length >= 0))
        ) {
          throw new Refusal(`${page} with these arguments is not supported.`);
        }
        const range = {
          start: start < 0 ? text.length + start : start,
          length: length < 0 ? undefined : length,
          occurrence,
        };
        const found = range.start > text.length ? -1 : find(text, search, range);
        return found < 0 ? -1 : countCharacters(text.slice(0, found));
      };
    },
  };
}

/** Each further occurrence is looked for behind the one before, within the same number of characters. */
const findText: Find = (text, search, { start, length, occurrence }) => {
  const after = (step: number): number => {
    let found = -1;
    let from = start;
    for (let i = 0; i < occurrence; i++) {
      found = text.indexOf(search, from);
      if (found < 0 || (length !== undefined && found + search.length > from + length)) return -1;
      from = found + step;
    }
    return found;
  };
  const found = after(search.length);
  if (found !== after(1)) throw new Refusal('Counting overlapping occurrences is not supported in indexof.');
  return found;
};

const findRegex: Find = (text, search, { start, length, occurrence }) => {
  const pattern = patternOf(search);
  const end = length === undefined ? text.length : Math.min(text.length, start + length);
  const within = countedMatches(pattern, text.slice(start, end))[occurrence - 1]?.start;
  const all = countedMatches(pattern, text).filter((match) => match.start >= start && match.end <= end);
  const found = within === undefined ? -1 : within + start;
  const isWhole = start === 0 && end === text.length;
  if (!isWhole && dependsOnSurroundings(search) && found !== (all[occurrence - 1]?.start ?? -1)) {
    throw new Refusal('A regular expression that looks beyond the range is not supported in indexof_regex.');
  }
  return found;
};

function dependsOnSurroundings(expression: string): boolean {
  return /[\^$]|\\[AbBz<>]/.test(expression);
}

/** Occurrences of a text may overlap, matches of an expression do not. */
function countOccurrences(text: string, search: string): number {
  if (search === '') throw new Refusal('Counting the empty text is not supported.');
  let count = 0;
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) count++;
  return count;
}

export const textSearch: Readonly<Record<string, ScalarFunction>> = {
  indexof: placeFunction('indexof-function', true, findText),
  indexof_regex: placeFunction('indexof-regex-function', false, findRegex),
  countof: ofTexts('countof-function', (text = '', search = '', kind = 'normal') => {
    if (kind === 'regex') return countedMatches(patternOf(search), text).length;
    if (kind !== 'normal') throw new Refusal(`countof of the kind ${kind} is not supported.`);
    return countOccurrences(text, search);
  }),
};
