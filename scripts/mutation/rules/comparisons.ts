/** Comparisons that are turned round, or moved by their boundary; `in` for `!in`, and its lists. */
import { elementsOf, partOf, textOf, type SyntaxNode } from '../../kql/plan/syntax.ts';
import { replace, withoutElement, type Change, type Family } from './change.ts';

/** The opposite first, then the one that differs at the boundary or in case only. */
const others: ReadonlyMap<string, readonly [Family, ...string[]]> = new Map([
  ['==', ['comparison', '!=']],
  ['!=', ['comparison', '==']],
  ['=~', ['comparison', '!~', '==']],
  ['<', ['comparison', '>=', '<=']],
  ['<=', ['comparison', '>', '<']],
  ['>', ['comparison', '<=', '>=']],
  ['>=', ['comparison', '<', '>']],
  ['contains', ['comparison', '!contains']],
  ['in', ['membership', '!in']],
  ['!in', ['membership', 'in']],
  ['in~', ['membership', '!in~', 'in']],
  ['!in~', ['membership', 'in~', '!in']],
]);

export function changeComparison(node: SyntaxNode): readonly Change[] {
  const [left, operator, right] = [partOf(node, 'Left'), partOf(node, 'Operator'), partOf(node, 'Right')];
  if (!left || !operator || !right) return [];
  const written = textOf(operator);
  if (/^!?between$/.test(written)) return changeRange(node, left, right, written);
  const [family, ...texts] = others.get(written) ?? ['comparison'];
  return [...texts.map((text) => replace(family, operator, text)), ...shortenList(written, right)];
}

/** A range turned round, without either bound, and with either bound excluded. */
function changeRange(
  node: SyntaxNode,
  left: SyntaxNode,
  couple: SyntaxNode,
  written: string,
): readonly Change[] {
  const [value, from, to] = [textOf(left), partOf(couple, 'First'), partOf(couple, 'Second')];
  if (!from || !to) return [];
  const [low, high] = [textOf(from), textOf(to)];
  const bounds = [
    `${value} <= ${high}`,
    `${value} >= ${low}`,
    `${value} > ${low} and ${value} <= ${high}`,
    `${value} >= ${low} and ${value} < ${high}`,
  ];
  const isNot = written.startsWith('!');
  return [
    replace('comparison', node, `${value} ${isNot ? 'between' : '!between'} ${textOf(couple)}`),
    ...bounds.map((bound) => replace('window', node, isNot ? `not(${bound})` : `(${bound})`)),
  ];
}

/** A code that is forgotten. */
function shortenList(operator: string, list: SyntaxNode): readonly Change[] {
  if (!/^!?in~?$/.test(operator)) return [];
  const elements = elementsOf(partOf(list, 'Expressions'));
  return elements.flatMap((_, index) => withoutElement('membership', elements, index));
}
