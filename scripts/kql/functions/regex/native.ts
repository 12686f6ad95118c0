/** Expressions that JavaScript's own engine answers as Kusto does, and without danger of taking for ever. */
import { asciiWordMembers, wordMembers } from './escapes.ts';
import { isNullable, type Regex, type RegexNode } from './syntax.ts';

/** Kusto's expression for JavaScript; undefined where JavaScript would answer otherwise or too slowly. */
export function toNative({ root }: Regex): RegExp | undefined {
  const cases = new Set(casesIn(root));
  if (cases.size > 1 || !isTame(root)) return undefined;
  return new RegExp(sourceOf(root), cases.has(true) ? 'gvi' : 'gv');
}

function casesIn(node: RegexNode): readonly boolean[] {
  if (node.kind === 'set') return node.ignoreCase === undefined ? [] : [node.ignoreCase];
  return childrenOf(node).flatMap(casesIn);
}

function childrenOf(node: RegexNode): readonly RegexNode[] {
  if ('items' in node) return node.items;
  return 'body' in node ? [node.body] : [];
}

/**
 * Loops are where engines differ: JavaScript forgets the groups of an earlier round and refuses empty
 * rounds; and a loop over something of several lengths can be tried in exponentially many ways.
 */
function isTame(node: RegexNode): boolean {
  if (node.kind === 'repeat') {
    if (isNullable(node.body) || node.max === 0) return false;
    if (node.max > 1 && canSkipGroup(node.body, false)) return false;
    if (node.max > 3 && isAmbiguous(node.body)) return false;
    if (node.body.kind !== 'set' && hasComplement(node.body)) return false;
  }
  return childrenOf(node).every(isTame);
}

/**
 * V8 takes `[^...]` under the flag v for something that can be empty, and goes wrong in loops over more
 * than that: /(?:^b[^\n])+/v does not find "ba" (seen in Node 20.20).
 */
function hasComplement(node: RegexNode): boolean {
  return node.kind === 'set' ? node.source.includes('[^') : childrenOf(node).some(hasComplement);
}

function canSkipGroup(node: RegexNode, isOptional: boolean): boolean {
  if (node.kind === 'group' && isOptional) return true;
  const inner = isOptional || node.kind === 'either' || (node.kind === 'repeat' && node.min === 0);
  return childrenOf(node).some((child) => canSkipGroup(child, inner));
}

function isAmbiguous(node: RegexNode): boolean {
  if (node.kind === 'either' || (node.kind === 'repeat' && node.min !== node.max)) return true;
  return childrenOf(node).some(isAmbiguous);
}

/** Number of loops without end, each of which can multiply the time by the length of the text. */
export function countLoops(node: RegexNode): number {
  const own = node.kind === 'repeat' && node.max === Infinity ? 1 : 0;
  return childrenOf(node).reduce((sum, child) => sum + countLoops(child), own);
}

function sourceOf(node: RegexNode): string {
  switch (node.kind) {
    case 'set':
      return node.source;
    case 'look':
      return lookSource(node);
    case 'group':
      return `(${sourceOf(node.body)})`;
    case 'either':
      return `(?:${node.items.map(sourceOf).join('|')})`;
    case 'concat':
      return node.items
        .map((item) => (item.kind === 'concat' ? `(?:${sourceOf(item)})` : sourceOf(item)))
        .join('');
    default: {
      const { body, min, max, isGreedy } = node;
      const inner = body.kind === 'set' || body.kind === 'group' ? sourceOf(body) : `(?:${sourceOf(body)})`;
      return `${inner}{${min},${max === Infinity ? '' : max}}${isGreedy ? '' : '?'}`;
    }
  }
}

function lookSource({ look, isAscii }: Extract<RegexNode, { kind: 'look' }>): string {
  const word = `[${isAscii ? asciiWordMembers : wordMembers}]`;
  const [after, before] = [`(?<=${word})`, `(?=${word})`];
  const [notAfter, notBefore] = [`(?<!${word})`, `(?!${word})`];
  switch (look) {
    case 'start':
      return '(?:^)';
    case 'end':
      return '(?:$)';
    case 'line-start':
      return String.raw`(?<![^\n])`;
    case 'line-end':
      return String.raw`(?![^\n])`;
    case 'word':
      return `(?:${after}${notBefore}|${notAfter}${before})`;
    case 'not-word':
      return `(?:${after}${before}|${notAfter}${notBefore})`;
    case 'word-start':
      return notAfter + before;
    case 'word-end':
      return after + notBefore;
    case 'word-start-half':
      return notAfter;
    default:
      return notBefore;
  }
}
