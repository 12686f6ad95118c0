import type { ScalarType } from '../values/scalar.ts';
import { conversion } from './conversion.ts';
import { dynamic } from './dynamic.ts';
import { Refusal, type Implementation, type RunContext, type ScalarFunction } from './function.ts';

const names: Readonly<Record<ScalarType, string>> = {
  bool: 'tobool',
  datetime: 'todatetime',
  decimal: 'todecimal',
  dynamic: 'todynamic',
  guid: 'toguid',
  int: 'toint',
  long: 'tolong',
  real: 'todouble',
  string: 'tostring',
  timespan: 'totimespan',
};

/** Reads a value of a type from text, as the conversion function of that type does: null where it cannot. */
export function textConversion(type: ScalarType, context: RunContext): Implementation {
  if (type === 'string') return (text = '') => text;
  const functions: Readonly<Record<string, ScalarFunction | undefined>> = { ...conversion, ...dynamic };
  const found = functions[names[type]];
  if (!found) throw new Refusal(`Reading ${type} from text is not supported.`);
  return found.specialize(['string'], type, context);
}
