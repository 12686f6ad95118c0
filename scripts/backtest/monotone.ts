/** Expressions of the time of arrival that only rise, or only fall, with it. */
import type { Expression } from '../kql/plan/expression.ts';
import type { Bindings } from './expression-facts.ts';

/** How a value moves while the time of arrival rises: not at all, up or down. */
export type Course = 0 | 1 | -1;

/** Functions of one value, with constants behind it, that keep the order of what they are given. */
const keepers: ReadonlySet<string> = new Set(['tolong', 'toint', 'floor', 'bin', 'ceiling']);

/** Types whose values have one order, without a value such as NaN outside it. */
const ordered: ReadonlySet<string> = new Set(['int', 'long', 'real', 'datetime', 'timespan']);

/**
 * undefined where nothing can be told. Where two arrivals give the same value that is not null, all arrivals
 * between them give it too.
 */
export function courseOf(expression: Expression, arrival: string, bindings: Bindings): Course | undefined {
  if (!ordered.has(expression.type)) return undefined;
  switch (expression.kind) {
    case 'literal':
      return 0;
    case 'column':
      return expression.name === arrival ? 1 : undefined;
    case 'variable': {
      const binding = bindings.get(expression.id);
      return binding && 'expression' in binding ? courseOf(binding.expression, '', bindings) : undefined;
    }
    case 'call':
      break;
    default:
      return undefined;
  }
  const { name, args } = expression;
  if (name === 'now' || name === 'ago')
    return args.every((arg) => courseOf(arg, '', bindings) === 0) ? 0 : undefined;
  const [left, right] = args.map((arg) => courseOf(arg, arrival, bindings));
  if (left === undefined) return undefined;
  if (keepers.has(name)) return args.slice(1).every(isPositive) ? left : undefined;
  if (right === undefined || args.length !== 2) return undefined;
  if (name === 'Add') return together(left, right);
  if (name === 'Subtract') return together(left, (0 - right) as Course);
  if (name === 'Divide') return isPositive(args[1]) ? left : undefined;
  return undefined;
}

function together(a: Course, b: Course): Course | undefined {
  if (a === 0 || b === 0) return a === 0 ? b : a;
  return a === b ? a : undefined;
}

function isPositive(expression: Expression | undefined): boolean {
  return expression?.kind === 'literal' && typeof expression.value === 'number' && expression.value > 0;
}
