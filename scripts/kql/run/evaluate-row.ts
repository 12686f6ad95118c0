/** Scalar expressions over one row at a time, for operators whose rows depend on earlier rows. */
import { Refusal, type Implementation } from '../functions/function.ts';
import { findFunction, findWindowFunction } from '../functions/registry.ts';
import type { Call, Expression } from '../plan/expression.ts';
import { KqlError, unsupported } from '../plan/kql-error.ts';
import type { Value } from '../values/scalar.ts';
import { evaluateConstant, guardNulls, type Evaluation } from './evaluate.ts';

/** Works out an expression for the row that its columns' readers read from. */
export type RowExpression = () => Value;

/** Prepares an expression once; `reader` says how a column is read. */
export function prepareRow(
  expression: Expression,
  reader: (name: string) => RowExpression,
  evaluation: Evaluation,
): RowExpression {
  if (expression.kind === 'column') return reader(expression.name);
  if (expression.kind === 'call') return prepareCall(expression, reader, evaluation);
  let value: Value | undefined;
  return () => (value ??= evaluateConstant(expression, evaluation));
}

function prepareCall(
  call: Call,
  reader: (name: string) => RowExpression,
  evaluation: Evaluation,
): RowExpression {
  const definition = findFunction(call.name);
  if (!definition || findWindowFunction(call.name))
    throw unsupported(`The function ${call.name} here`, call.place);
  const args = call.args.map((arg) => prepareRow(arg, reader, evaluation));
  const types = call.args.map(({ type }) => type);
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Refusal) throw new KqlError(error.message, call.place, true);
      throw error;
    }
  };
  const implementation: Implementation = guarded(() => guardNulls(definition, types, call.type, evaluation));
  return () => guarded(() => implementation(...args.map((arg) => arg())));
}
