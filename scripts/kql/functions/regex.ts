/** Functions of regular expressions. Source: Kusto reference, the page that each entry names. */
import { isArray, Typed, type Dynamic } from '../values/dynamic.ts';
import type { Value } from '../values/scalar.ts';
import { Refusal, type ScalarFunction } from './function.ts';
import { findAll, patternOf, type Match, type Pattern } from './regex/pattern.ts';
import { textConversion } from './text-conversion.ts';
import { ofTexts, remember, textReader } from './text-value.ts';

/** The pattern of an expression, which is most often the same for all rows. */
function patternReader(): (expression: Value | undefined) => Pattern {
  let known: Value | undefined;
  let pattern: Pattern | undefined;
  return (expression) => {
    if (!pattern || expression !== known) {
      pattern = patternOf(String(expression));
      known = expression;
    }
    return pattern;
  };
}

/** All matches; empty ones are refused, as the reference does not say how they are counted. */
export function countedMatches(pattern: Pattern, text: string): readonly Match[] {
  const matches = findAll(pattern, text);
  if (matches.some(({ start, end }) => start === end))
    throw new Refusal('Counting empty matches is not supported.');
  return matches;
}

const extract: ScalarFunction = {
  page: 'extract-function',
  specialize: (types, result, context) => {
    const pattern = patternReader();
    const read = textReader(types[2]);
    const convert = types.length > 3 ? textConversion(result, context) : undefined;
    return (expression, group, source) => {
      const own = pattern(expression);
      const index = Number(group);
      if (!(index >= 0 && index <= own.groups)) throw new Refusal(`The expression has no group ${index}.`);
      const found = own.find(read(source))?.groups[index];
      if (!convert) return found ?? '';
      return found === undefined ? null : convert(found);
    };
  },
};

const extractAll: ScalarFunction = {
  page: 'extract-all-function',
  takesNull: true,
  specialize: (types) => {
    const pattern = patternReader();
    const read = textReader(types.at(-1));
    return (expression, ...rest) => {
      const own = pattern(expression);
      const groups =
        rest.length > 1
          ? groupsOf(rest[0] ?? null, own)
          : Array.from({ length: own.groups }, (_, i) => i + 1);
      if (groups.length === 0)
        throw new Refusal('An expression without groups is not supported in extract_all.');
      const matches = countedMatches(own, read(rest.at(-1)));
      if (matches.length === 0) return null;
      const [only] = groups as [number];
      if (groups.length === 1) return matches.map((match) => match.groups[only] ?? '');
      return matches.map((match) => groups.map((group) => match.groups[group] ?? ''));
    };
  },
};

/** Groups by number or name. */
function groupsOf(list: Value, { groups, names }: Pattern): readonly number[] {
  if (!isArray(list)) throw new Refusal('Groups that are no array are not supported.');
  return list.map((item: Dynamic) => {
    const index =
      typeof item === 'string' ? names.get(item) : item instanceof Typed ? undefined : Number(item);
    if (index === undefined || !(index >= 1 && index <= groups))
      throw new Refusal(`There is no group ${String(item)}.`);
    return index;
  });
}

type Rewrite = readonly (string | number)[];

/** Text and numbers of groups. */
function readRewrite(text: string, { groups }: Pattern): Rewrite {
  const parts: (string | number)[] = [];
  for (const [part, escaped] of text.matchAll(/\\([\s\S]?)|[^\\]+/g)) {
    if (escaped === undefined) parts.push(part);
    else if (escaped === '\\') parts.push('\\');
    else if (/^\d$/.test(escaped) && Number(escaped) <= groups) parts.push(Number(escaped));
    else throw new Refusal(`The replacement ${text} is not supported.`);
  }
  return parts;
}

const replaceRegex: ScalarFunction = {
  page: 'replace-regex-function',
  takesNull: true,
  specialize: (types) => {
    const read = textReader(types[0]);
    const readReplacement = textReader(types[2]);
    const prepare = remember(([expression, replacement]) => {
      const pattern = patternOf(String(expression));
      return { pattern, rewrite: readRewrite(readReplacement(replacement), pattern) };
    });
    return (source, expression, replacement) => {
      const text = read(source);
      const { pattern, rewrite } = prepare([expression ?? '', replacement ?? '']);
      let result = '';
      let from = 0;
      for (const { start, end, groups } of findAll(pattern, text)) {
        result += text.slice(from, start);
        for (const part of rewrite) result += typeof part === 'string' ? part : (groups[part] ?? '');
        from = end;
      }
      return result + text.slice(from);
    };
  },
};

/** One match at the start, one at the end: a second one beside it stays. */
function trimmed(page: string, atStart: boolean, atEnd: boolean): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize: (types) => {
      const read = textReader(types[1]);
      const prepare = remember(([expression]) => {
        // What is no expression by itself may be one within parentheses.
        patternOf(String(expression));
        return {
          start: atStart ? patternOf(`\\A(?:${String(expression)})`) : undefined,
          end: atEnd ? patternOf(`(?:${String(expression)})\\z`) : undefined,
        };
      });
      return (expression, source) => {
        const { start, end } = prepare([expression ?? '']);
        let text = read(source);
        text = text.slice(start?.find(text)?.end ?? 0);
        return text.slice(0, end?.find(text)?.start);
      };
    },
  };
}

export const regex: Readonly<Record<string, ScalarFunction>> = {
  MatchesRegex: {
    page: 'matches-regex-operator',
    takesNull: true,
    specialize: (types) => {
      const pattern = patternReader();
      const read = textReader(types[0]);
      return (text, expression) => pattern(expression).test(read(text));
    },
  },
  extract,
  extract_all: extractAll,
  extractall: extractAll,
  replace_regex: replaceRegex,
  replace: replaceRegex,
  trim: trimmed('trim-function', true, true),
  trim_start: trimmed('trim-start-function', true, false),
  trim_end: trimmed('trim-end-function', false, true),
  regex_quote: ofTexts('regex-quote-function', (text = '') => {
    // Signs without a meaning of their own are escaped by some engines and left alone by others.
    if (/[^0-9A-Za-z_\u0080-\uffff\\.+*?()|[\]{}^$#&~-]/.test(text))
      throw new Refusal(`Quoting ${text} is not supported.`);
    return text.replace(/[\\.+*?()|[\]{}^$#&~-]/g, String.raw`\$&`);
  }),
};
