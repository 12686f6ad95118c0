import { remember } from '../model/remember.ts';

/** A call of a template function inside a text. */
export interface FunctionCall {
  readonly name: string;
  /** The call as written, with its arguments. */
  readonly text: string;
}

/** Whether the whole text is an expression; two brackets keep one for later. */
export function isExpression(text: string): boolean {
  return /^\s*\[(?!\[)[\s\S]*\]\s*$/.test(text);
}

/**
 * Whether the character at `index` belongs to an expression: going back, an opening bracket (or one
 * of `openers`) that no backslash precedes comes before the start of the text.
 */
export function insideExpression(text: string, index: number, openers = '['): boolean {
  for (let i = index - 1; i >= 0; i--) {
    if (openers.includes(text.charAt(i)) && text.charAt(i - 1) !== '\\') return true;
  }
  return false;
}

/** Where a text refers to parameters or variables, with their names in lower case. */
export function referencesTo(
  kind: 'parameters' | 'variables',
  text: string,
): { readonly name: string; readonly index: number }[] {
  // Most texts hold none, and asking that is cheaper than beginning a list of matches.
  if (!text.includes("'") || text.search(referenceTo[kind]) < 0) return [];
  return Array.from(text.matchAll(referenceTo[kind]), ({ 1: name = '', index }) => ({
    name: name.toLowerCase(),
    index,
  }));
}

const referenceTo = {
  parameters: /parameters\s*\(\s*'([^']*)'\s*\)/gi,
  variables: /variables\s*\(\s*'([^']*)'\s*\)/gi,
} as const;

/** The calls of functions whose name matches `name` (a pattern), wherever an expression may hold one. */
export function functionCalls(name: string, text: string): FunctionCall[] {
  const found: FunctionCall[] = [];
  if (!text.includes('(')) return found;
  for (const match of text.matchAll(callOf(name))) {
    if (!/[[(,]$/.test(text.slice(0, match.index).trimEnd())) continue;
    const end = closing(text, match.index + match[0].length);
    found.push({ name: match[1] ?? '', text: text.slice(match.index, end) });
  }
  return found;
}

/** What stands before a call is looked at afterwards: looking back from every character takes long. */
const callOf = remember((name: string) => new RegExp(`(?<!\\w)(${name})\\s*\\(`, 'gi'));

/** The end of the call whose opening parenthesis stands before `start`. */
function closing(text: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return i + 1;
  }
  return text.length;
}
