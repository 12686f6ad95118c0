/** What can be done to a node so that the program says something else. */
import { nodeAt, type SyntaxNode } from './syntax.ts';

/** Another text for a node. */
export interface Change {
  /** Such as `a < b → a <= b`, in the words of the source. */
  readonly label: string;
  readonly text: string;
}

type ChangeTo = (text: string) => Change;

const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
};

const assignments: Readonly<Record<string, string>> = { '+=': '-=', '-=': '+=', '??=': '=', '||=': '=' };

/** Methods that give the same kind of thing as they are asked of: without them the program goes on. */
const droppable = new Set([
  'filter',
  'flat',
  'slice',
  'toSorted',
  'sort',
  'toLowerCase',
  'trim',
  'replace',
  'replaceAll',
  'toReversed',
]);

const opposites: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  every: 'some',
  some: 'every',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
};

/** All changes of an expression. */
export function changeExpression(node: SyntaxNode, source: string): Change[] {
  const was = (part: SyntaxNode): string => source.slice(part.start, part.end);
  const to = (text: string): Change => ({ label: `${was(node)} → ${text}`, text });
  switch (node.type) {
    case 'BinaryExpression': {
      const operator = node['operator'] as string;
      const [left, right] = [nodeAt(node, 'left'), nodeAt(node, 'right')];
      if (operator === 'in' || operator === 'instanceof') return [to(`!(${was(node)})`)];
      return (operators[operator] ?? []).map((other) => to(`${was(left)} ${other} ${was(right)}`));
    }
    case 'LogicalExpression': {
      const operator = node['operator'] as string;
      const [left, right] = [nodeAt(node, 'left'), nodeAt(node, 'right')];
      const sides = [to(was(left)), to(was(right))];
      if (operator === '??') return sides;
      const other = operator === '&&' ? '||' : '&&';
      return [...sides, to(`(${was(left)}) ${other} (${was(right)})`)];
    }
    case 'ConditionalExpression':
      return ['consequent', 'alternate'].map((key) => to(was(nodeAt(node, key))));
    case 'UnaryExpression': {
      const operator = node['operator'];
      const argument = nodeAt(node, 'argument');
      return operator === '!' || operator === '-' ? [to(was(argument))] : [];
    }
    case 'AssignmentExpression': {
      const other = assignments[node['operator'] as string];
      const [left, right] = [nodeAt(node, 'left'), nodeAt(node, 'right')];
      return other === undefined ? [] : [to(`${was(left)} ${other} ${was(right)}`)];
    }
    case 'CallExpression':
      return changeCall(node, was, to);
    case 'ArrayExpression':
      return (node['elements'] as unknown[]).length === 0 ? [] : [to('[]')];
    case 'TemplateLiteral':
      return node.end - node.start > 2 ? [to('``')] : [];
    case 'Literal':
      return changeLiteral(node, to);
    default:
      return [];
  }
}

function changeCall(node: SyntaxNode, was: (part: SyntaxNode) => string, to: ChangeTo): Change[] {
  const callee = nodeAt(node, 'callee');
  if (callee.type !== 'MemberExpression' || callee['computed'] === true) return [];
  const object = nodeAt(callee, 'object');
  const name = was(nodeAt(callee, 'property'));
  const found = droppable.has(name) ? [to(was(object))] : [];
  const other = opposites[name];
  if (other === undefined || callee['optional'] === true) return found;
  const given = (node['arguments'] as SyntaxNode[]).map(was).join(', ');
  return [...found, to(`${was(object)}.${other}(${given})`)];
}

function changeLiteral(node: SyntaxNode, to: ChangeTo): Change[] {
  const { value, regex } = node as {
    readonly value?: unknown;
    readonly regex?: { pattern: string; flags: string };
  };
  if (regex) return changePattern(regex.pattern).map((pattern) => to(`/${pattern}/${regex.flags}`));
  if (typeof value === 'number')
    return [to(String(value + 1)), ...(value > 1 ? [to(String(value - 1))] : [])];
  if (typeof value === 'boolean') return [to(String(!value))];
  if (typeof value === 'string') return [to(value === '' ? "'changed'" : "''")];
  return [];
}

/** Patterns that take more, or less, than this one. */
export function changePattern(pattern: string): string[] {
  const found: string[] = [];
  if (pattern.startsWith('^')) found.push(pattern.slice(1));
  if (/(?<!\\)\$$/.test(pattern)) found.push(pattern.slice(0, -1));
  // Signs behind a backslash, and those within a class, are no operators.
  const piece = /\\.|\[(?:\\.|[^\]\\])*\]|\{(\d+)(,?)(\d*)\}|\+\??|\*\??/g;
  for (const match of pattern.matchAll(piece)) {
    const [text, least, comma, most] = match;
    const put = (other: string): void =>
      void found.push(pattern.slice(0, match.index) + other + pattern.slice(match.index + text.length));
    if (text.startsWith('+')) put(`*${text.slice(1)}`);
    else if (text.startsWith('*')) put(`+${text.slice(1)}`);
    else if (text.startsWith('[^')) put(`[${text.slice(2)}`);
    else if (text.startsWith('[')) put(`[^${text.slice(1)}`);
    else if (/^\\[dwsDWS]$/.test(text)) put(swapCase(text));
    else if (least !== undefined && comma === '') put(`{${Number(least) + 1}}`);
    else if (least !== undefined && most !== '') put(`{${least},${Number(most) + 1}}`);
  }
  return found;
}

function swapCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}
