/** Expressions of templates, such as `[concat(parameters('workspace'), '/x')]`, read into a tree. */
import type { Json } from '../../../../scripts/model/arm.ts';

export type Expression =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression };

/** Whether a text is one; `[[` begins a text that is not. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']');
}

/** Throws where the text is no expression. */
export function parseExpression(text: string): Expression {
  const tokens = [
    ...text.slice(1, -1).matchAll(/\s*(?:('(?:[^']|'')*')|(-?\d+)|([A-Za-z_]\w*)|([()[\].,]))\s*/gy),
  ];
  const length = tokens.reduce((sum, [all]) => sum + all.length, 0);
  if (length !== text.length - 2) throw new TypeError(`This is no expression of a template: ${text}`);
  let next = 0;
  const peek = (): string | undefined => tokens[next]?.[4];
  const take = (): RegExpExecArray => {
    const token = tokens[next++];
    if (!token) throw new TypeError(`The expression ends too early: ${text}`);
    return token;
  };
  const expect = (sign: string): void => {
    const [all, , , , found] = take();
    if (found !== sign) throw new TypeError(`${sign} is expected instead of ${all} in ${text}`);
  };
  const primary = (): Expression => {
    const [, quoted, number, name] = take();
    if (quoted !== undefined) return { kind: 'literal', value: quoted.slice(1, -1).replaceAll("''", "'") };
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    if (name === undefined) throw new TypeError(`A value is expected in ${text}`);
    expect('(');
    const args: Expression[] = [];
    while (peek() !== ')') {
      if (args.length > 0) expect(',');
      args.push(whole());
    }
    expect(')');
    return { kind: 'call', name: name.toLowerCase(), args };
  };
  const whole = (): Expression => {
    let of = primary();
    for (let sign = peek(); sign === '.' || sign === '['; sign = peek()) {
      next++;
      if (sign === '.') {
        of = { kind: 'member', of, key: { kind: 'literal', value: take()[3] ?? '' } };
      } else {
        of = { kind: 'member', of, key: whole() };
        expect(']');
      }
    }
    return of;
  };
  const tree = whole();
  if (next < tokens.length) throw new TypeError(`There is more than one expression in ${text}`);
  return tree;
}
