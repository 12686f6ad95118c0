import type { JsonObject } from '../../model/arm.ts';
import type { Condition } from '../../model/workbook.ts';

/** What all items have beside their content: visibility, width and name. */
export function placement(item: {
  readonly name: string;
  readonly width?: number;
  readonly when?: readonly Condition[];
}): JsonObject {
  const { name, width, when = [] } = item;
  const conditions = when.map(compileCondition);
  const [only] = conditions;
  return {
    ...(conditions.length === 1 && only && { conditionalVisibility: only }),
    ...(conditions.length > 1 && { conditionalVisibilities: conditions }),
    ...(width !== undefined && width < 100 && { customWidth: String(width) }),
    name,
  };
}

/** An empty value stands for a parameter that has none. */
function compileCondition({ parameter, is, isNot }: Condition): JsonObject {
  return is === undefined
    ? { parameterName: parameter, comparison: 'isNotEqualTo', value: isNot ?? '' }
    : { parameterName: parameter, comparison: 'isEqualTo', value: is };
}
