/**
 * Comparison with dynamic values. What they hold is compared with a value of the same kind; where kinds
 * differ they are not equal, unless one could be read as the other: Kusto's rule for that is not
 * documented, so it is refused.
 */
import { textOfValue } from '../values/convert.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { Refusal } from './function.ts';
import { scalarWithin, type TypedValue } from './numbers.ts';
import { isNumber, scalarOrder, type Order } from './order.ts';

export function compareDynamic(left: ScalarType, right: ScalarType): Order {
  return (a, b) => compareHeld(held(left, a), held(right, b));
}

function held(type: ScalarType, value: Value): TypedValue {
  if (type !== 'dynamic') return { type, value };
  const found = scalarWithin(value);
  if (!found) throw new Refusal('Comparing arrays or property bags is not supported.');
  return found;
}

function compareHeld(a: TypedValue, b: TypedValue): number | undefined {
  if (a.type === b.type || (isNumber(a.type) && isNumber(b.type)))
    return scalarOrder(a.type, b.type)(a.value, b.value);
  if (couldMean(a, b.type) || couldMean(b, a.type)) {
    throw new Refusal(`Comparing a dynamic value that holds ${a.type} with ${b.type} is not supported.`);
  }
  return undefined;
}

/** Whether text, a number or a bool may stand for a value of the other type. */
function couldMean({ type, value }: TypedValue, other: ScalarType): boolean {
  if (type !== 'string') return type === 'bool' && isNumber(other);
  const text = textOfValue(value, 'string').trim();
  if (isNumber(other)) return /^[+-]?[.\d]|^[+-]?(?:nan|inf)|^(?:true|false)$/i.test(text);
  if (other === 'bool') return /^(?:true|false|[+-]?\d+)$/i.test(text);
  return /\d/.test(text);
}
