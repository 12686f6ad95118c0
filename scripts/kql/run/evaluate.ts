/** Scalar expressions over a whole table: each gives a column. */
import { findFunction, findRowFunction, findWindowFunction } from '../functions/registry.ts';
import { Refusal, type Implementation, type RunContext, type ScalarFunction } from '../functions/function.ts';
import type { Call, Expression } from '../plan/expression.ts';
import { KqlError, unsupported } from '../plan/kql-error.ts';
import { Column } from '../table/column.ts';
import { columnNamed, type Table } from '../table/table.ts';
import { emptyOf, type ScalarType, type Value } from '../values/scalar.ts';

/** What expressions of a run have in common. */
export interface Evaluation extends RunContext {
  /** The value of a binding or of a query that stands for a value. */
  variable(id: number): Value;
  query(expression: Extract<Expression, { kind: 'scalar-query' | 'list-query' }>): Value;
}

/** Works out an expression for every row of the table. */
export function evaluate(expression: Expression, table: Table, evaluation: Evaluation): Column {
  const { type } = expression;
  switch (expression.kind) {
    case 'literal':
      return Column.constant(type, expression.value, table.length);
    case 'variable':
      return Column.constant(type, evaluation.variable(expression.id), table.length);
    case 'scalar-query':
    case 'list-query':
      return Column.constant(type, evaluation.query(expression), table.length);
    case 'column': {
      const column = columnNamed(table, expression.name);
      if (!column) throw new TypeError(`no column ${expression.name} here`);
      return column;
    }
    default:
      return evaluateCall(expression, evaluateArguments(expression, table, evaluation), table, evaluation);
  }
}

/** The value of an expression that reads no column. */
export function evaluateConstant(expression: Expression, evaluation: Evaluation): Value {
  return evaluate(expression, { schema: [], columns: [], length: 1 }, evaluation).at(0);
}

export function evaluateArguments(call: Call, table: Table, evaluation: Evaluation): Column[] {
  return call.args.map((arg) => evaluate(arg, table, evaluation));
}

/** The results of a function or operator for the rows of its arguments. */
export function evaluateCall(
  call: Call,
  args: readonly Column[],
  table: Table,
  evaluation: Evaluation,
): Column {
  try {
    const window = findWindowFunction(call.name);
    if (window) return window.evaluate(args, table.length, call.type);
    const ofRow = findRowFunction(call.name);
    if (ofRow) return ofRow.evaluate(args, table, call.type);
    const definition = findFunction(call.name);
    if (!definition) throw unsupported(`The function ${call.name}`, call.place);
    const types = args.map(({ type }) => type);
    const implementation = guardNulls(definition, types, call.type, evaluation);
    return apply(implementation, args, call.type, table.length);
  } catch (error) {
    if (error instanceof Refusal) throw new KqlError(error.message, call.place, true);
    throw error;
  }
}

/** A null among the arguments gives null, unless the function says otherwise. Text is never null. */
export function guardNulls(
  { takesNull, specialize }: ScalarFunction,
  types: readonly ScalarType[],
  result: ScalarType,
  context: RunContext,
): Implementation {
  const inner = specialize(types, result, context);
  if (takesNull || types.every((type) => type === 'string')) return inner;
  const empty = emptyOf(result);
  return (...args) => (args.includes(null) ? empty : inner(...args));
}

/** Calls a function once where its arguments are constant, once for each distinct value, or for each row. */
function apply(
  implementation: Implementation,
  args: readonly Column[],
  type: ScalarType,
  length: number,
): Column {
  if (length === 0) return Column.of(type, []);
  const varying = args.filter(({ isConstant }) => !isConstant);
  if (varying.length === 0)
    return Column.constant(type, implementation(...args.map(({ first }) => first)), length);
  const [only] = varying;
  const dictionary = varying.length === 1 ? only?.dictionary : undefined;
  if (dictionary && dictionary.entries.length < length) {
    const entries = dictionary.entries.map((entry) =>
      implementation(...args.map((arg) => (arg === only ? entry : arg.first))),
    );
    return Column.encoded(type, { entries, codes: dictionary.codes });
  }
  return Column.of(type, applyToRows(implementation, args, length));
}

function applyToRows(implementation: Implementation, args: readonly Column[], length: number): Value[] {
  const result = new Array<Value>(length);
  const [a = [], b = []] = args.map((column) => column.values());
  if (args.length === 1) {
    for (let i = 0; i < length; i++) result[i] = implementation(a[i] as Value);
  } else if (args.length === 2) {
    for (let i = 0; i < length; i++) result[i] = implementation(a[i] as Value, b[i] as Value);
  } else {
    const all = args.map((column) => column.values());
    for (let i = 0; i < length; i++) result[i] = implementation(...all.map((values) => values[i] as Value));
  }
  return result;
}
