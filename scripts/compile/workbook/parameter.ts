import type { Json, JsonObject } from '../../model/arm.ts';
import {
  subscriptionParameter,
  workspaceParameter,
  type ParameterDefinition,
  type ParametersItem,
  type WorkbookInput,
} from '../../model/workbook.ts';
import { milliseconds } from './duration.ts';
import { identifierOf } from './identifier.ts';
import { placement } from './placement.ts';
import { timeContext } from './query.ts';
import { shippedQuery } from './shipped-query.ts';
import { itemTypes, parameterTypes, sources } from './words.ts';

/** A row of parameters. */
export function compileParameters(item: ParametersItem, fragments: WorkbookInput['fragments']): JsonObject {
  const content = {
    version: 'KqlParameterItem/1.0',
    parameters: item.parameters.map((parameter) => compileParameter(parameter, fragments)),
    style: 'pills',
    ...sources.logs,
    crossComponentResources: [`{${workspaceParameter}}`],
  };
  return { type: itemTypes.parameters, content, ...placement(item) };
}

function compileParameter(parameter: ParameterDefinition, fragments: WorkbookInput['fragments']): JsonObject {
  const { name, kind, label, description, required, hidden } = parameter;
  return {
    id: identifierOf('parameter', name),
    version: 'KqlParameterItem/1.0',
    name,
    ...(label !== undefined && { label }),
    type: parameterTypes[kind],
    ...(description !== undefined && { description }),
    ...(required === true && { isRequired: true }),
    ...(isSetElsewhere(parameter) && { isGlobal: true }),
    ...(hidden === true && { isHiddenWhenLocked: true }),
    ...(parameter.multiple === true && { multiSelect: true, ...separators(kind) }),
    ...compileValues(parameter, fragments),
    typeSettings: typeSettings(parameter),
    ...compileDefault(parameter),
  };
}

/** Hidden text without a query has its value from a row click or the tab bar, which may stand in a group. */
function isSetElsewhere({ kind, hidden, query }: ParameterDefinition): boolean {
  return kind === 'text' && hidden === true && query === undefined;
}

/** Several values reach a query as one text within a literal, so they are not quoted one by one. */
function separators(kind: ParameterDefinition['kind']): JsonObject {
  return { quote: kind === 'subscription' ? "'" : '', delimiter: ',' };
}

function compileValues(
  { query, source = 'logs', options, lookback, default: value }: ParameterDefinition,
  fragments: WorkbookInput['fragments'],
): JsonObject {
  if (options) {
    return {
      jsonData: JSON.stringify(options.map((o) => ({ ...o, ...(o.value === value && { selected: true }) }))),
    };
  }
  if (query === undefined) return {};
  if (source === 'resource-graph') {
    return {
      query: query.trimEnd(),
      crossComponentResources: [`{${subscriptionParameter}}`],
      ...sources[source],
    };
  }
  return {
    query: shippedQuery(query, fragments),
    crossComponentResources: [`{${workspaceParameter}}`],
    ...timeContext(lookback === undefined ? {} : { lookback }),
    ...sources[source],
  };
}

function typeSettings({ kind, durations, custom, default: value, all }: ParameterDefinition): JsonObject {
  if (kind === 'time-range') {
    const selectableValues = (durations ?? []).map((text) => ({ durationMs: milliseconds(text) }));
    return { selectableValues, allowCustom: custom === true };
  }
  if (kind === 'text') return {};
  const offersAll = all !== undefined || value === 'all';
  const choices = [...(offersAll ? ['value::all'] : []), ...(value === 'first' ? ['value::1'] : [])];
  return {
    additionalResourceOptions: choices,
    ...(kind === 'subscription' && { includeAll: offersAll }),
    ...(all !== undefined && { selectAllValue: all }),
    showDefault: false,
  };
}

function compileDefault({ kind, multiple, query, default: value }: ParameterDefinition): JsonObject {
  if (value === undefined) return kind === 'text' && query === undefined ? { value: '' } : {};
  if (kind === 'time-range') return { value: { durationMs: milliseconds(value) } };
  const choice = value === 'all' ? 'value::all' : value === 'first' ? 'value::1' : value;
  const chosen: Json = multiple === true ? [choice] : choice;
  return choice.startsWith('value::') ? { defaultValue: choice, value: chosen } : { value: chosen };
}
