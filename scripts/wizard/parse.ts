import { ExpressionError, type Expression, type Problem } from './expression.ts';
import { tokenize, type Token } from './tokens.ts';

export type Parsed = { readonly expression: Expression } | { readonly problem: Problem };

/** Deeper nesting is a mistake, and would exhaust the stack. */
const maximumDepth = 200;

/**
 * What a string of createUiDefinition.json is: an expression where it stands in brackets, otherwise a
 * plain text (a leading `[[` means one bracket). `source` is the text between the brackets and
 * `start` where it begins.
 */
export function readText(
  text: string,
): { readonly text: string } | { readonly source: string; readonly start: number } {
  const trimmed = text.trim();
  if (trimmed.startsWith('[[')) return { text: trimmed.slice(1) };
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return { text };
  return { source: trimmed.slice(1, -1), start: text.indexOf('[') + 1 };
}

/** Parses the text of an expression, without the brackets around it. */
export function parseExpression(source: string): Parsed {
  try {
    const reader = new Reader(tokenize(source));
    const expression = reader.expression(0);
    reader.take('end', '');
    return { expression };
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: error.problem };
    throw error;
  }
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expression(depth: number): Expression {
    if (depth > maximumDepth) throw new ExpressionError('the nesting is too deep', this.#peek().offset);
    let result = this.#primary(depth);
    while (this.#peek().text === '.' && this.#peek().kind === 'mark') {
      this.#advance();
      const name = this.take('name', undefined);
      result = { kind: 'property', target: result, name: name.text, offset: name.offset };
    }
    return result;
  }

  /** The next token, which must be of the kind and, where one is given, of the text. */
  take(kind: Token['kind'], text: string | undefined): Token {
    const token = this.#peek();
    if (token.kind !== kind || (text !== undefined && token.text !== text)) {
      throw new ExpressionError(
        `${text || (kind === 'end' ? 'the end' : `a ${kind}`)} is expected`,
        token.offset,
      );
    }
    return this.#advance();
  }

  #primary(depth: number): Expression {
    const { kind, text, offset } = this.#peek();
    if (kind === 'mark' && text === '(') return this.#lambda(depth);
    if (kind === 'mark' && text === '[') return { kind: 'array', items: this.#list(']', depth), offset };
    if (kind === 'mark' && text === '{') return this.#object(depth);
    if (kind === 'mark' || kind === 'end') throw new ExpressionError('a value is expected', offset);
    this.#advance();
    if (kind === 'string') return { kind: 'literal', value: text, offset };
    if (kind === 'number') return { kind: 'literal', value: Number(text), offset };
    if (kind === 'placeholder') return { kind: 'placeholder', name: text, offset };
    if (this.#at('(')) return { kind: 'call', name: text, args: this.#list(')', depth), offset };
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true', offset };
    if (text === 'null') return { kind: 'literal', value: null, offset };
    return { kind: 'variable', name: text, offset };
  }

  /** A bracketed list; the opening bracket is the next token. */
  #list(close: ')' | ']', depth: number): readonly Expression[] {
    this.#advance();
    const items: Expression[] = [];
    if (!this.#at(close)) {
      items.push(this.expression(depth + 1));
      while (this.#at(',')) {
        this.#advance();
        items.push(this.expression(depth + 1));
      }
    }
    this.take('mark', close);
    return items;
  }

  #lambda(depth: number): Expression {
    const { offset } = this.#advance();
    const parameter = this.take('name', undefined).text;
    this.take('mark', ')');
    this.take('mark', '=>');
    return { kind: 'lambda', parameter, body: this.expression(depth + 1), offset };
  }

  #object(depth: number): Expression {
    const { offset } = this.#advance();
    const entries: [string, Expression][] = [];
    while (!this.#at('}')) {
      if (entries.length > 0) this.take('mark', ',');
      const key = this.take('string', undefined).text;
      this.take('mark', ':');
      entries.push([key, this.expression(depth + 1)]);
    }
    this.#advance();
    return { kind: 'object', entries, offset };
  }

  #at(mark: string): boolean {
    const token = this.#peek();
    return token.kind === 'mark' && token.text === mark;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', offset: 0 };
  }

  #advance(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }
}
