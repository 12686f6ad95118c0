/** Expressions of Azure Resource Manager templates, as far as definitions are checked for what they use. */

export interface Expression {
  readonly uses: readonly Use[];
  /** Names of the functions called, in order. */
  readonly calls: readonly string[];
  readonly problem?: string;
}

export interface Use {
  readonly kind: 'parameter' | 'variable';
  readonly name: string;
}

/** Whether a text is an expression: `[…]`, while `[[…` is a text that begins with a bracket. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']');
}

// A text ('' is a quote within it), a placeholder of the definitions, a word, or one other character.
const token = /'(?:[^']|'')*'|\$\{[^}]*\}|[A-Za-z_][\w.]*|-?\d+|\s+|[^]/gy;

/** Reads an expression, with or without its brackets. */
export function readExpression(text: string): Expression {
  const tokens = (isExpression(text) ? text.slice(1, -1) : text)
    .match(token)
    ?.filter((part) => part.trim() !== '');
  if (!tokens || tokens.length === 0) return { uses: [], calls: [], problem: 'it is empty' };
  const uses: Use[] = [];
  const calls: string[] = [];
  const open: string[] = [];
  let problem: string | undefined;
  for (const [index, part] of tokens.entries()) {
    if (part === '(' || part === '[') open.push(part);
    if (part === ')' || part === ']') {
      if (open.pop() !== (part === ')' ? '(' : '[')) problem ??= `"${part}" closes nothing`;
    }
    if (part === "'") problem ??= 'a text is not closed';
    if (/^-?\d|^[(),[\].']|^\$\{|^[A-Za-z_]/.test(part)) {
      if (tokens[index + 1] === '(' && /^[A-Za-z_]/.test(part)) {
        calls.push(part);
        const use = part === 'parameters' ? 'parameter' : part === 'variables' ? 'variable' : undefined;
        if (use) uses.push({ kind: use, name: (tokens[index + 2] ?? '').replaceAll("'", '') });
      }
    } else {
      problem ??= `"${part}" is not expected`;
    }
  }
  if (open.length > 0) problem ??= `"${open.at(-1)}" is not closed`;
  return { uses, calls, ...(problem === undefined ? {} : { problem }) };
}
