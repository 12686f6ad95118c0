import type { ItemDifference } from '../../inspection/difference.ts';

/** Gathers what a comparison of the workspace with the bundle finds. */
export class Findings {
  /** Resources, rules and workbooks that were looked at. */
  compared = 0;
  readonly differences: ItemDifference[] = [];
  /** What could not be compared, each with the reason. */
  readonly unread: { readonly name: string; readonly reason: string }[] = [];
}
