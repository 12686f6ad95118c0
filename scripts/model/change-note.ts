/** The groups of a changelog, in the order in which it shows them. */
export const changeKinds = ['added', 'changed', 'fixed', 'removed'] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** changes/<name>.yaml: one change that the next version brings. */
export interface ChangeNote {
  readonly kind: ChangeKind;
  /** Whole sentences on one line. */
  readonly text: string;
  /** Changes for maintainers alone stand in the changelog, but not in the release notes; customers where absent. */
  readonly audience?: 'customers' | 'maintainers';
}
