/**
 * Operators on terms. A term is a run of letters and digits, as long as it can be. Source: Kusto reference,
 * "String operators", "What is a term?".
 */
import type { Value } from '../values/scalar.ts';
import { Refusal, type ScalarFunction } from './function.ts';
import { foldCase } from './text-case.ts';
import { testFamily } from './text.ts';
import { ofTexts, remember, textReader, textsOf } from './text-value.ts';

const wordCharacter = /^[\p{L}\p{Nd}]$/u;

function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  const start = code >= 0xdc_00 && code <= 0xdf_ff ? at - 1 : at;
  const codePoint = text.codePointAt(start);
  return codePoint !== undefined && wordCharacter.test(String.fromCodePoint(codePoint));
}

/** Whether `search` stands in the text and does not cut a term at the sides named. */
function findTerm(text: string, search: string, atStart: boolean, atEnd: boolean): boolean {
  const { length } = search;
  if (length === 0) return true;
  const checkStart = atStart && isWord(search, 0);
  const checkEnd = atEnd && isWord(search, length - 1);
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) {
    const isStart = !checkStart || at === 0 || !isWord(text, at - 1);
    const isEnd = !checkEnd || at + length === text.length || !isWord(text, at + length);
    if (isStart && isEnd) return true;
  }
  return false;
}

function hasTerm(text: string, search: string): boolean {
  return findTerm(text, search, true, true);
}

const termRun = /[\p{L}\p{Nd}]+/gu;
/** From this many terms on, the text's terms are looked up instead of each term looked for. */
const manyTerms = 8;

/** A test of several terms at once; all in one case. */
function termsTest(terms: readonly string[], isAll: boolean): (text: string) => boolean {
  if (isAll) return (text) => terms.every((term) => hasTerm(text, term));
  if (terms.length < manyTerms || !terms.every((term) => /^[\p{L}\p{Nd}]+$/u.test(term))) {
    return (text) => terms.some((term) => hasTerm(text, term));
  }
  const set = new Set(terms);
  return (text) => {
    for (const [term] of text.matchAll(termRun)) if (set.has(term)) return true;
    return false;
  };
}

function several(page: string, isAll: boolean): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize: ([type, ...types]) => {
      const read = textReader(type);
      const tests = remember((items) => {
        const list = textsOf(items, types).map(foldCase);
        if (isAll && list.length === 0) throw new Refusal('has_all without terms is not supported.');
        return termsTest(list, isAll);
      });
      return (value, ...items): Value => tests(items)(foldCase(read(value)));
    },
  };
}

export const terms: Readonly<Record<string, ScalarFunction>> = {
  ...testFamily('Has', 'has', hasTerm),
  ...testFamily('HasPrefix', 'hasprefix', (text, search) => findTerm(text, search, true, false)),
  ...testFamily('HasSuffix', 'hassuffix', (text, search) => findTerm(text, search, false, true)),
  HasAny: several('has-any-operator', false),
  HasAll: several('has-all-operator', true),
  has_any_index: {
    ...ofTexts('has-any-index-function', () => null),
    specialize: (types) => {
      const read = textReader(types[0]);
      return (value, list = null) => {
        const own = read(value);
        return textsOf([list], [types[1] ?? 'dynamic']).findIndex((item) => {
          const found = hasTerm(foldCase(own), foldCase(item));
          if (found !== own.includes(item)) {
            throw new Refusal(
              'has_any_index is not supported where only a part of a term or another case is found.',
            );
          }
          return found;
        });
      };
    },
  },
};
