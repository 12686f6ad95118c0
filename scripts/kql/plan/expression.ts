import type { ScalarType, Value } from '../values/scalar.ts';
import type { Plan } from './plan.ts';

/** Where in the query something stands, for errors. */
export interface Place {
  readonly start: number;
  readonly length: number;
}

/** A scalar expression. */
export type Expression =
  | { readonly kind: 'literal'; readonly type: ScalarType; readonly value: Value; readonly place: Place }
  | { readonly kind: 'column'; readonly type: ScalarType; readonly name: string; readonly place: Place }
  | { readonly kind: 'variable'; readonly type: ScalarType; readonly id: number; readonly place: Place }
  | Call
  /** First column and row of a table (`toscalar`), or its whole first column as a list. */
  | {
      readonly kind: 'scalar-query' | 'list-query';
      readonly type: ScalarType;
      readonly plan: Plan;
      readonly place: Place;
    };

/** A function or operator by its name in `functions/`: `strcat`, `Add`, `Has`. */
export interface Call {
  readonly kind: 'call';
  readonly type: ScalarType;
  readonly name: string;
  readonly args: readonly Expression[];
  readonly place: Place;
}

export interface NamedExpression {
  readonly name: string;
  readonly expression: Expression;
}
