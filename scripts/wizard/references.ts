import { children, type Expression } from './expression.ts';

/** A control that an expression reads; without `control` a step as a whole. */
export interface ControlReference {
  /** Undefined: on the page Basics. */
  readonly step: string | undefined;
  readonly control: string | undefined;
  /** Of the name that says what is read. */
  readonly offset: number;
  readonly length: number;
}

/** The controls that an expression names with literal texts. */
export function referencesOf(expression: Expression): readonly ControlReference[] {
  if (expression.kind === 'property') {
    const step = stepOf(expression.target);
    const { name, offset } = expression;
    if (step !== undefined) return [{ step, control: name, offset, length: name.length }];
  }
  if (expression.kind === 'call') {
    const [first] = expression.args;
    const at = { offset: expression.offset, length: expression.name.length };
    const name = first?.kind === 'literal' ? String(first.value) : undefined;
    if (expression.name === 'basics') return [{ step: undefined, control: name, ...at }];
    if (expression.name === 'steps') return [{ step: name, control: undefined, ...at }];
  }
  return children(expression).flatMap(referencesOf);
}

function stepOf(expression: Expression): string | undefined {
  if (expression.kind !== 'call' || expression.name !== 'steps') return undefined;
  const [first] = expression.args;
  return first?.kind === 'literal' ? String(first.value) : undefined;
}
