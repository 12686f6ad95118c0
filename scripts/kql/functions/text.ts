/** Joining texts, their case and length, and the operators that look for one text in another. */
import { textOfValue } from '../values/convert.ts';
import type { Value } from '../values/scalar.ts';
import type { ScalarFunction } from './function.ts';
import { foldCase, lower, upper } from './text-case.ts';
import { countCharacters, ofTexts, textReader } from './text-value.ts';

/** Text of every argument; null gives none. */
function joined(page: string, join: (parts: readonly string[]) => string): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize:
      (types) =>
      (...args) =>
        join(args.map((arg, i) => textOfValue(arg, types[i] ?? 'string'))),
  };
}

type Test = (text: string, search: string) => boolean;

const contains: Test = (text, search) => text.includes(search);
const starts: Test = (text, search) => text.startsWith(search);
const ends: Test = (text, search) => text.endsWith(search);

interface Manner {
  readonly ignoreCase: boolean;
  readonly negate: boolean;
}

function textTest(page: string, test: Test, { ignoreCase, negate }: Manner): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize: (types) => {
      const [readText, readSearch] = [textReader(types[0]), textReader(types[1])];
      if (!ignoreCase) return (text, search) => test(readText(text), readSearch(search)) !== negate;
      let known: Value | undefined;
      let folded = '';
      return (text, search) => {
        if (search !== known) {
          known = search;
          folded = foldCase(readSearch(search));
        }
        return test(foldCase(readText(text)), folded) !== negate;
      };
    },
  };
}

/** The four operators of a test: plain, negated, and both with regard to case. */
export function testFamily(name: string, page: string, test: Test): Readonly<Record<string, ScalarFunction>> {
  const own = (ignoreCase: boolean, negate: boolean): ScalarFunction =>
    textTest(`${negate ? 'not-' : ''}${page}${ignoreCase ? '' : '-cs'}-operator`, test, {
      ignoreCase,
      negate,
    });
  return {
    [name]: own(true, false),
    [`Not${name}`]: own(true, true),
    [`${name}Cs`]: own(false, false),
    [`Not${name}Cs`]: own(false, true),
  };
}

export const text: Readonly<Record<string, ScalarFunction>> = {
  strcat: joined('strcat-function', (parts) => parts.join('')),
  strcat_delim: joined('strcat-delim-function', ([delimiter = '', ...parts]) => parts.join(delimiter)),
  strlen: ofTexts('strlen-function', (value = '') => countCharacters(value)),
  string_size: ofTexts('string-size-function', (value = '') => new TextEncoder().encode(value).length),
  strcmp: ofTexts('strcmp-function', (a = '', b = '') => compareCharacters(a, b)),
  tolower: ofTexts('tolower-function', (value = '') => lower(value)),
  toupper: ofTexts('toupper-function', (value = '') => upper(value)),
  isascii: ofTexts('isascii', (value = '') => /^\p{ASCII}*$/u.test(value)),
  isutf8: ofTexts('isutf8-function', (value = '') => !/[\uD800-\uDFFF]/u.test(value)),
  ...testFamily('Contains', 'contains', contains),
  ...testFamily('StartsWith', 'startswith', starts),
  ...testFamily('EndsWith', 'endswith', ends),
};

function compareCharacters(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  const i = x.findIndex((character, at) => character !== y[at]);
  if (i < 0) return x.length < y.length ? -1 : 0;
  return (x[i]?.codePointAt(0) ?? 0) < (y[i]?.codePointAt(0) ?? -1) ? -1 : 1;
}
