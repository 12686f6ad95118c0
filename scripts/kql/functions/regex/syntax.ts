/** A regular expression as a tree. Source: Kusto reference, "Regex syntax". */

export type Look =
  | 'start'
  | 'end'
  | 'line-start'
  | 'line-end'
  | 'word'
  | 'not-word'
  | 'word-start'
  | 'word-end'
  | 'word-start-half'
  | 'word-end-half';

export type RegexNode =
  | { readonly kind: 'concat' | 'either'; readonly items: readonly RegexNode[] }
  | CharacterSet
  | { readonly kind: 'look'; readonly look: Look; readonly isAscii: boolean }
  | { readonly kind: 'group'; readonly index: number; readonly body: RegexNode }
  | Repeat;

/** One character out of a set. */
export interface CharacterSet {
  readonly kind: 'set';
  /** What JavaScript's set notation (flag v) puts for it: a character or a class in brackets. */
  readonly source: string;
  /** Undefined where upper and lower case make no difference. */
  readonly ignoreCase: boolean | undefined;
}

export interface Repeat {
  readonly kind: 'repeat';
  readonly body: RegexNode;
  readonly min: number;
  readonly max: number;
  readonly isGreedy: boolean;
}

export interface Regex {
  readonly root: RegexNode;
  /** Number of groups, the whole match not counted. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

export const nothing: RegexNode = { kind: 'concat', items: [] };

/** Thrown for a text that is no regular expression, or one with parts that Kusto has not. */
export class RegexError extends Error {}

/** Whether a node can match the empty text. */
export function isNullable(node: RegexNode): boolean {
  switch (node.kind) {
    case 'set':
      return false;
    case 'look':
      return true;
    case 'group':
      return isNullable(node.body);
    case 'repeat':
      return node.min === 0 || isNullable(node.body);
    case 'concat':
      return node.items.every(isNullable);
    default:
      return node.items.some(isNullable);
  }
}
