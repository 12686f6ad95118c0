/** parse and parse-where: columns out of text by a pattern. Source: Kusto reference, "parse operator". */
import { Refusal, type Implementation } from '../../functions/function.ts';
import { textConversion } from '../../functions/text-conversion.ts';
import { textReader } from '../../functions/text-value.ts';
import type { Plan } from '../../plan/plan.ts';
import { Column } from '../../table/column.ts';
import { gatherRows, type ColumnSchema } from '../../table/table.ts';
import { emptyOf, type Value } from '../../values/scalar.ts';
import { evaluate } from '../evaluate.ts';
import type { Runners, Running } from '../runner.ts';
import { columnsOf, located, withColumns, type Matcher } from './parse-columns.ts';
import { regexMatcher } from './parse-regex.ts';
import { textMatcher } from './parse-text.ts';

export const parse: Runners['parse'] = (plan, running) => {
  const { input, expression, parts, onlyMatches, schema } = plan;
  const table = running.table(input);
  const columns = columnsOf(parts);
  const text = evaluate(expression, table, running);
  const read = rowReader(plan, columns, running);
  const { results, isMatch } = located(plan, () => parseColumn(text, columns, read));
  const whole = withColumns(table, schema, columns, results);
  return onlyMatches ? gatherRows(whole, rowsOf(isMatch.values())) : whole;
};

/** Values of the columns for a text; undefined where it does not match. */
type RowReader = (text: string) => readonly Value[] | undefined;

function rowReader(
  plan: Extract<Plan, { op: 'parse' }>,
  columns: readonly ColumnSchema[],
  running: Running,
): RowReader {
  const { kind, parts, expression, flags } = plan;
  return located(plan, () => {
    const conversions = columns.map(({ type }) => strictConversion(type, running, kind === 'relaxed'));
    const matcher: Matcher =
      kind === 'regex' ? regexMatcher(parts, flags) : textMatcher(parts, kind === 'relaxed');
    const toText = textReader(expression.type);
    return (text) => {
      const found = matcher(toText(text));
      if (!found) return undefined;
      const values = found.map((own, i) => (conversions[i] as Implementation)(own));
      const isWhole = kind === 'relaxed' || !values.includes(null);
      return isWhole ? values : undefined;
    };
  });
}

const integerForm = /^-?\d+$/;
const realForm = /^-?\d+(?:\.\d+)?$/;

/** Numbers in other forms than digits may or may not be taken for numbers: they are refused. */
function strictConversion(type: ColumnSchema['type'], running: Running, isRelaxed: boolean): Implementation {
  const convert = textConversion(type, running);
  if (type !== 'int' && type !== 'long' && type !== 'real' && type !== 'decimal') return convert;
  const form = type === 'int' || type === 'long' ? integerForm : realForm;
  return (text = '') => {
    const value = convert(text);
    const isPart = isRelaxed && /^-?\d/.test(String(text));
    if (!form.test(String(text)) && (value !== null || isPart)) {
      throw new Refusal(`Parsing ${String(text)} as ${type} is not supported.`);
    }
    return value;
  };
}

interface Parsed {
  readonly results: readonly Column[];
  readonly isMatch: Column;
}

/** Each distinct text is read once. */
function parseColumn(text: Column, columns: readonly ColumnSchema[], read: RowReader): Parsed {
  const { dictionary } = text;
  const isEncoded = dictionary !== undefined && dictionary.entries.length < text.length;
  const texts = isEncoded ? dictionary.entries : text.values();
  const rows = texts.map((own) => read(own as string));
  const column = (type: ColumnSchema['type'], values: readonly Value[]): Column =>
    isEncoded ? Column.encoded(type, { entries: values, codes: dictionary.codes }) : Column.of(type, values);
  return {
    results: columns.map(({ type }, i) =>
      column(
        type,
        rows.map((row) => (row ? (row[i] as Value) : emptyOf(type))),
      ),
    ),
    isMatch: column(
      'bool',
      rows.map((row) => row !== undefined),
    ),
  };
}

function rowsOf(isMatch: readonly Value[]): Uint32Array {
  const rows = new Uint32Array(isMatch.length);
  let count = 0;
  isMatch.forEach((own, row) => {
    if (own === true) rows[count++] = row;
  });
  return rows.subarray(0, count);
}
