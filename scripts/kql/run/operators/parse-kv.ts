/** parse-kv: columns out of text with keys and values. Source: Kusto reference, "parse-kv operator". */
import { Refusal } from '../../functions/function.ts';
import { countedMatches } from '../../functions/regex.ts';
import { patternOf } from '../../functions/regex/pattern.ts';
import { textConversion } from '../../functions/text-conversion.ts';
import { textReader } from '../../functions/text-value.ts';
import type { KeyValueOptions } from '../../plan/plan.ts';
import { Column } from '../../table/column.ts';
import type { ColumnSchema } from '../../table/table.ts';
import type { ScalarType, Value } from '../../values/scalar.ts';
import { evaluate } from '../evaluate.ts';
import type { Runners } from '../runner.ts';
import { located, withColumns } from './parse-columns.ts';
import { delimitedPairs, greedyPairs, loosePairs, type PairReader } from './parse-pairs.ts';

export const parseKv: Runners['parse-kv'] = (plan, running) => {
  const { input, expression, columns, options, schema } = plan;
  const table = running.table(input);
  const text = evaluate(expression, table, running);
  const toText = textReader(expression.type);
  const results = located(plan, () => {
    const wanted = new Set(columns.map(({ name }) => name));
    const read = pairReader(options, columns);
    const pairs = text.values().map((own) => firstOfEach(read(toText(own as string), wanted)));
    return columns.map(({ name, type }) => {
      const convert = textConversion(type, running);
      return Column.of(
        type,
        pairs.map((own) => convert(own.get(name) ?? '')),
      );
    });
  });
  return withColumns(table, schema, columns, results);
};

function firstOfEach(pairs: Iterable<readonly [string, string]>): ReadonlyMap<string, Value & string> {
  const first = new Map<string, string>();
  for (const [key, value] of pairs) if (!first.has(key.trim())) first.set(key.trim(), value.trim());
  return first;
}

/** Types whose values are a single term, for texts without delimiters of their own. */
const termTypes: ReadonlySet<ScalarType> = new Set(['string', 'int', 'long', 'bool']);

function pairReader(options: KeyValueOptions, columns: readonly ColumnSchema[]): PairReader {
  const { regex, pairDelimiter, valueDelimiter, isGreedy, quotes } = options;
  if (regex !== undefined) return regexPairs(regex);
  if (pairDelimiter === undefined && valueDelimiter === undefined) {
    const isPlain = columns.every(({ name, type }) => /^[\p{L}\p{Nd}]+$/u.test(name) && termTypes.has(type));
    if (!isPlain || isGreedy) throw new Refusal('Such columns without delimiters are not supported.');
    return loosePairs(options);
  }
  if (!pairDelimiter || !valueDelimiter) throw new Refusal('parse-kv with one delimiter is not supported.');
  const delimiters = { pair: pairDelimiter, value: valueDelimiter };
  if (!isGreedy) return delimitedPairs(delimiters, options);
  if (quotes.length > 0) throw new Refusal('Greedy values with quotes are not supported.');
  return greedyPairs(delimiters);
}

function regexPairs(expression: string): PairReader {
  const pattern = patternOf(expression);
  if (pattern.groups !== 2)
    throw new Refusal('An expression of parse-kv without exactly two groups is not supported.');
  return (text) => countedMatches(pattern, text).map(({ groups }) => [groups[1] ?? '', groups[2] ?? '']);
}
