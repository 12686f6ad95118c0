/** Functions that cut, replace and rearrange text. Source: Kusto reference, the page that each entry names. */
import { textOfValue } from '../values/convert.ts';
import { isArray } from '../values/dynamic.ts';
import type { Value } from '../values/scalar.ts';
import { Refusal, type ScalarFunction } from './function.ts';
import { charactersOf, ofTexts, textReader } from './text-value.ts';

const substring: ScalarFunction = {
  page: 'substring-function',
  specialize: (types) => {
    const read = textReader(types[0]);
    return (source, from, count): Value => {
      const characters = charactersOf(read(source));
      const [start, length] = [Number(from), count === undefined ? Infinity : Number(count)];
      if (length < 0 || (-start > characters.length && characters.length > 0)) {
        throw new Refusal(
          'substring with a length below zero, or a start before the text, is not supported.',
        );
      }
      const first = start < 0 ? characters.length + start : start;
      const part = characters.slice(first, first + length);
      return typeof part === 'string' ? part : part.join('');
    };
  },
};

const split: ScalarFunction = {
  page: 'split-function',
  takesNull: true,
  specialize: (types) => {
    const [read, readDelimiter] = [textReader(types[0]), textReader(types[1])];
    return (source, delimiter, index) => {
      const separator = readDelimiter(delimiter);
      if (separator === '') throw new Refusal('Splitting at the empty text is not supported.');
      const parts = read(source).split(separator);
      if (index === undefined) return parts;
      const part = index === null ? undefined : parts[Number(index)];
      if (part === undefined) throw new Refusal(`A part with the number ${String(index)} is not there.`);
      return [part];
    };
  },
};

interface Piece {
  readonly text: string;
  /** Whether a lookup has found it: later ones leave it alone. */
  readonly isDone: boolean;
}

function replaceIn({ text, isDone }: Piece, lookup: string, rewrite: string): readonly Piece[] {
  if (isDone || !text.includes(lookup)) return [{ text, isDone }];
  const done = { text: rewrite, isDone: true };
  return text
    .split(lookup)
    .flatMap((part, i) => (i === 0 ? [] : [done]).concat({ text: part, isDone: false }));
}

/** The first lookup takes all its places in the text, the next what is left. */
const replaceStrings: ScalarFunction = {
  page: 'replace-strings-function',
  specialize: (types) => {
    const read = textReader(types[0]);
    return (source, lookups = null, rewrites = null) => {
      if (
        !isArray(lookups) ||
        !isArray(rewrites) ||
        lookups.length !== rewrites.length ||
        lookups.includes('')
      ) {
        throw new Refusal(
          'replace_strings without two arrays of one length, or of the empty text, is not supported.',
        );
      }
      let pieces: readonly Piece[] = [{ text: read(source), isDone: false }];
      lookups.forEach((lookup, i) => {
        if (typeof lookup !== 'string') return;
        const rewrite = rewrites[i];
        pieces = pieces.flatMap((piece) =>
          replaceIn(piece, lookup, typeof rewrite === 'string' ? rewrite : lookup),
        );
      });
      return pieces.map(({ text }) => text).join('');
    };
  },
};

/** Most repetitions; the reference names two limits, this is the lower. */
const mostRepetitions = 1024;

const strrep: ScalarFunction = {
  page: 'strrep-function',
  specialize: (types) => {
    const [read, readDelimiter] = [textReader(types[0]), textReader(types[2])];
    return (value, count, delimiter) => {
      const times = Number(count);
      if (!(times >= 1 && times <= mostRepetitions))
        throw new Refusal(`Repeating ${times} times is not supported.`);
      return Array.from({ length: times }, () => read(value)).join(
        delimiter === undefined ? '' : readDelimiter(delimiter),
      );
    };
  },
};

function translate(search = '', replacement = '', source = ''): string {
  const to = [...replacement];
  const map = new Map<string, string>();
  [...search].forEach(
    (character, i) => void (map.has(character) || map.set(character, to[i] ?? to.at(-1) ?? '')),
  );
  return Array.from(source, (character) => map.get(character) ?? character).join('');
}

const strcatArray: ScalarFunction = {
  page: 'strcat-array-function',
  specialize: (types) => {
    const readDelimiter = textReader(types[1]);
    return (list = null, delimiter) => {
      if (!isArray(list)) throw new Refusal('Joining what is no array is not supported.');
      return list.map((item) => textOfValue(item, 'dynamic')).join(readDelimiter(delimiter));
    };
  },
};

export const textEdit: Readonly<Record<string, ScalarFunction>> = {
  substring,
  split,
  replace_string: ofTexts('replace-string-function', (source = '', lookup = '', rewrite = '') =>
    lookup === '' ? source : source.replaceAll(lookup, () => rewrite),
  ),
  replace_strings: replaceStrings,
  reverse: ofTexts('reverse-function', (value = '') => [...value].reverse().join('')),
  strrep,
  strcat_array: strcatArray,
  array_strcat: strcatArray,
  translate: ofTexts('translate-function', translate),
};
