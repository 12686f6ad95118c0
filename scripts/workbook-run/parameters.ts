/** The parameters of a compiled workbook: what they hold when it opens, and after somebody has chosen. */
import type { JsonObject } from '../model/arm.ts';
import { timeParameter } from '../model/workbook.ts';
import { objectOf, objects, textOf, type ParameterValues } from './notebook.ts';
import { fillReferences, formatValue } from '../validate/workbook/reference.ts';
import type { ResultRow } from './result.ts';
import { rangeValue, type TimeRange } from './time-range.ts';

/** `type` of a parameter. Source: scripts/compile/workbook/words.ts. */
const textType = 1;

/** `queryType` of a query over logs. */
const logs = 0;

/** The text of a query, title or condition with its parameters filled in, as the portal does it. */
export function fillText(text: string, values: ParameterValues, range: TimeRange, now: number): string {
  const time = rangeValue(range, now);
  return fillReferences(text, ({ name, format }) =>
    name === timeParameter
      ? formatValue('time-range', time, format)
      : formatValue('text', { plain: values[name] ?? '' }, format),
  ).text;
}

/** Definitions in the order in which they are shown, those within groups included. */
function parametersOf(holder: JsonObject): JsonObject[] {
  return objects(holder['items']).flatMap((item) => {
    const content = objectOf(item['content']);
    return [...objects(content['parameters']), ...parametersOf(content)];
  });
}

/**
 * What each parameter holds: what was chosen; else what its query, its list or its default says. A query
 * sees the parameters before it.
 */
export function resolveParameters(
  notebook: JsonObject,
  chosen: ParameterValues,
  ask: (parameter: JsonObject, values: ParameterValues) => readonly ResultRow[],
): ParameterValues {
  const values: Record<string, string> = { ...chosen };
  for (const parameter of parametersOf(notebook)) {
    const name = textOf(parameter['name']);
    if (name === timeParameter || Object.hasOwn(chosen, name)) continue;
    const isQuery = parameter['query'] !== undefined && parameter['queryType'] === logs;
    values[name] = isQuery ? valueOfRows(parameter, ask(parameter, values)) : valueOfDefinition(parameter);
  }
  return values;
}

/** A text takes the first cell; a list the entries that are marked as selected, and none without a mark. */
function valueOfRows(parameter: JsonObject, rows: readonly ResultRow[]): string {
  if (parameter['type'] === textType) return String(Object.values(rows[0] ?? {})[0] ?? '');
  return rows
    .filter(({ selected }) => selected === true)
    .map(({ value }) => String(value))
    .join(',');
}

function valueOfDefinition(parameter: JsonObject): string {
  const { value } = parameter;
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [textOf(value)];
  const isAll = chosen.some((entry) => entry === 'value::all');
  if (isAll) return textOf(objectOf(parameter['typeSettings'])['selectAllValue']);
  return chosen.filter((entry) => !entry.startsWith('value::')).join(',');
}
