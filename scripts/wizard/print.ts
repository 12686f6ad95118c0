import type { Expression } from './expression.ts';

/** The text of an expression on one line, without the brackets around it. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? quote(expression.value) : String(expression.value);
    case 'placeholder':
      return `\${${expression.name}}`;
    case 'variable':
      return expression.name;
    case 'call':
      return `${expression.name}(${expression.args.map(printExpression).join(', ')})`;
    case 'property':
      return `${printExpression(expression.target)}.${expression.name}`;
    case 'lambda':
      return `(${expression.parameter}) => ${printExpression(expression.body)}`;
    case 'array':
      return `[${expression.items.map(printExpression).join(', ')}]`;
    case 'object':
      return `{${expression.entries.map(([key, value]) => `${JSON.stringify(key)}: ${printExpression(value)}`).join(', ')}}`;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
