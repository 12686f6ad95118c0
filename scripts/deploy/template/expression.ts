/** An expression of an Azure Resource Manager template, without its brackets. */
export type TemplateExpression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly TemplateExpression[] }
  | { readonly kind: 'member'; readonly of: TemplateExpression; readonly key: TemplateExpression };

/** What a text of a template is: an expression, or the text that it stands for. */
export function readTemplateText(text: string): { readonly source: string } | { readonly literal: string } {
  if (text.startsWith('[[')) return { literal: text.slice(1) };
  if (text.startsWith('[') && text.endsWith(']')) return { source: text.slice(1, -1) };
  return { literal: text };
}

// A text in quotes (two of them stand for one), a number, a name, or a sign.
const token = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z_]\w*)|([()[\].,]))/y;

type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name' | 'sign'; readonly value: string };

const known = new Map<string, TemplateExpression>();

/** Throws a SyntaxError where the text is no expression. Each text is read once. */
export function parseTemplateExpression(source: string): TemplateExpression {
  const read = known.get(source);
  if (read) return read;
  const parsed = parse(source);
  known.set(source, parsed);
  return parsed;
}

function parse(source: string): TemplateExpression {
  const tokens = tokenize(source);
  let at = 0;
  const expression = term();
  if (at < tokens.length) throw unexpected();
  return expression;

  function term(): TemplateExpression {
    const first = tokens[at++];
    if (first === undefined || first.kind === 'sign') throw unexpected();
    if (first.kind !== 'name') return { kind: 'literal', value: first.value };
    expect('(');
    let expression: TemplateExpression = { kind: 'call', name: first.value.toLowerCase(), args: list(')') };
    for (;;) {
      if (take('.')) {
        const name = tokens[at++];
        if (name?.kind !== 'name') throw unexpected();
        expression = { kind: 'member', of: expression, key: { kind: 'literal', value: name.value } };
      } else if (take('[')) {
        expression = { kind: 'member', of: expression, key: term() };
        expect(']');
      } else {
        return expression;
      }
    }
  }

  function list(end: string): TemplateExpression[] {
    const items: TemplateExpression[] = [];
    if (take(end)) return items;
    do items.push(term());
    while (take(','));
    expect(end);
    return items;
  }

  function take(sign: string): boolean {
    const next = tokens[at];
    if (next?.kind !== 'sign' || next.value !== sign) return false;
    at++;
    return true;
  }

  function expect(sign: string): void {
    if (!take(sign)) throw unexpected();
  }

  function unexpected(): SyntaxError {
    return new SyntaxError(`This is no expression of a template: [${source}]`);
  }
}

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const end = source.trimEnd().length;
  while (token.lastIndex < end) {
    const match = token.exec(source);
    if (!match) throw new SyntaxError(`This is no expression of a template: [${source}]`);
    const [, text, number, name, sign] = match;
    if (text !== undefined) tokens.push({ kind: 'text', value: text.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else if (name !== undefined) tokens.push({ kind: 'name', value: name });
    else tokens.push({ kind: 'sign', value: sign ?? '' });
  }
  return tokens;
}
