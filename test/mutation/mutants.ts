/**
 * All mutants of a file in one text: each changed place asks at run time whether its change is on. In: a
 * TypeScript source. Out: the same source with the questions in it, and what they stand for.
 */
import { changeExpression, type Change } from './changes.ts';
import { isNode, nodeAt, parseSource, partsOf, type SyntaxNode } from './syntax.ts';

export interface Mutant {
  /** Number within all mutants of a run. */
  readonly id: number;
  /** From the folder of the sources. */
  readonly file: string;
  readonly line: number;
  /** The line as it stands, without its indent. */
  readonly at: string;
  /** What is changed: the place as it stands, an arrow, and what it becomes. */
  readonly change: string;
}

/** What the text calls: whether the change of this number is on. */
export const question = '__isOn';

/** `firstId`: where the numbers of this file begin. */
export function mutate(file: string, source: string, firstId: number): { text: string; mutants: Mutant[] } {
  const mutants: Mutant[] = [];
  const lines = source.split('\n');
  const ask = (node: SyntaxNode, label: string): string => {
    const line = source.slice(0, node.start).split('\n').length;
    const id = firstId + mutants.length;
    const change = label.replace(/\s+/g, ' ');
    mutants.push({ id, file, line, at: lines[line - 1]?.trim() ?? '', change });
    return `${question}(${id})`;
  };

  function render(node: SyntaxNode): string {
    if (node.type === 'ChainExpression') return renderParts(node, renderSpine);
    if (node.type in statements) return statement(node);
    const text = node.type === 'Literal' ? source.slice(node.start, node.end) : renderParts(node, render);
    return choose(node, changeExpression(node, source), text);
  }

  /** A chain of optional members falls apart when one of its links is put into parentheses. */
  function renderSpine(node: SyntaxNode): string {
    const spine = node['object'] ?? node['callee'];
    return renderParts(node, (part) => (part === spine ? renderSpine(part) : render(part)));
  }

  function choose(node: SyntaxNode, changes: readonly Change[], text: string): string {
    if (changes.length === 0) return text;
    return `(${changes.map((change) => `${ask(node, change.label)} ? (${change.text}) : `).join('')}${text})`;
  }

  function renderParts(node: SyntaxNode, visit: (part: SyntaxNode) => string): string {
    let text = '';
    let at = node.start;
    for (const part of partsOf(node)) {
      if (part.start < at) continue;
      text += source.slice(at, part.start) + visit(part);
      at = part.end;
    }
    return text + source.slice(at, node.end);
  }

  const label = (node: SyntaxNode, what: string): string =>
    `${source.slice(node.start, node.end).slice(0, 160)} → ${what}`;
  const statements: Readonly<Record<string, (node: SyntaxNode) => string>> = {
    ExpressionStatement: (node) => {
      const type = nodeAt(node, 'expression').type;
      const text = renderParts(node, render);
      const isEffect = /^(?:Call|Await|Assignment|Update|Unary)Expression$/.test(type);
      return isEffect ? `if (${ask(node, label(node, 'nothing'))}) {} else {${text}}` : text;
    },
    ThrowStatement: (node) => `if (!${ask(node, label(node, 'nothing'))}) {${renderParts(node, render)}}`,
    BreakStatement: (node) => `if (!${ask(node, 'break → nothing')}) {${source.slice(node.start, node.end)}}`,
    ContinueStatement: (node) =>
      `if (!${ask(node, 'continue → nothing')}) {${source.slice(node.start, node.end)}}`,
    ReturnStatement: (node) => {
      const text = renderParts(node, render);
      const { argument } = node;
      if (!isNode(argument) || /^(?:Literal|Identifier)$/.test(argument.type)) return text;
      return `{ if (${ask(node, label(node, 'return undefined'))}) return undefined as never; ${text} }`;
    },
    IfStatement: (node) => replaceTest(node, ['true', 'false']),
    WhileStatement: (node) => replaceTest(node, ['false']),
    ForStatement: (node) => (isNode(node['test']) ? replaceTest(node, ['false']) : renderParts(node, render)),
    SpreadElement: (node) => {
      const argument = nodeAt(node, 'argument');
      const none = `(${ask(node, label(node, 'nothing'))} ? [] : ${render(argument)})`;
      return `...${none}`;
    },
    AssignmentExpression: (node) => {
      const text = `${source.slice(node.start, nodeAt(node, 'right').start)}${render(nodeAt(node, 'right'))}`;
      return choose(node, changeExpression(node, source), text);
    },
    UpdateExpression: (node) => source.slice(node.start, node.end),
    // A switch looks for its case by the very value.
    SwitchCase: (node) =>
      renderParts(node, (part) =>
        part === node['test'] ? source.slice(part.start, part.end) : render(part),
      ),
    ExportNamedDeclaration: (node) =>
      isNode(node['declaration']) ? renderParts(node, render) : source.slice(node.start, node.end),
  };

  function statement(node: SyntaxNode): string {
    return (statements[node.type] as (node: SyntaxNode) => string)(node);
  }

  function replaceTest(node: SyntaxNode, values: readonly string[]): string {
    const test = nodeAt(node, 'test');
    return renderParts(node, (part) =>
      part === test
        ? `(${values.map((value) => `${ask(test, label(test, value))} ? ${value} : `).join('')}${render(test)})`
        : render(part),
    );
  }

  return { text: renderParts(parseSource(source), render), mutants };
}
