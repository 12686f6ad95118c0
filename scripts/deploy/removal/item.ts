/** Something of the solution in Azure that is removed, or kept. */
export interface Item {
  readonly kind: ItemKind;
  readonly id: string;
  /** As people know it: a title, or the name of the resource. */
  readonly title: string;
  readonly apiVersion: string;
  /** What goes with it, where that is not plain. */
  readonly note?: string;
}

export type ItemKind = (typeof removalOrder)[number];

/**
 * Rules go first, lest they raise alerts about the silence. Then what works, what it worked with, and the two
 * resources that tell which workspace a connector belongs to last of all: what a failed run leaves is found by
 * the next. Of the contents the package goes last, for the same reason. The table goes at the very end.
 */
const removalOrder = [
  'rule',
  'function-app',
  'plan',
  'role',
  'storage',
  'vault',
  'identity',
  'alert-rule',
  'other',
  'insights',
  'data-collection-rule',
  'workbook',
  'connector-page',
  'watchlist',
  'template',
  'metadata',
  'package',
  'table',
] as const;

export const kindTitles: Readonly<Record<ItemKind, string>> = {
  rule: 'Active rule',
  'function-app': 'Function app',
  plan: 'Plan',
  role: 'Role assignment',
  storage: 'Storage account',
  vault: 'Key vault',
  identity: 'Managed identity',
  'alert-rule': 'Alert rule of Azure',
  other: 'Resource',
  insights: 'Application Insights',
  'data-collection-rule': 'Data collection rule',
  workbook: 'Saved workbook',
  'connector-page': 'Connector page',
  watchlist: 'Watchlist',
  template: 'Content template',
  metadata: 'Metadata',
  package: 'Solution',
  table: 'Table',
};

/** In the order of removal; within a kind by title. */
export function inOrder(items: readonly Item[]): readonly Item[] {
  const rank = new Map(removalOrder.map((kind, i) => [kind, i]));
  return items.toSorted((a, b) => {
    const byKind = (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0);
    return byKind !== 0 ? byKind : a.title < b.title ? -1 : a.title > b.title ? 1 : 0;
  });
}
