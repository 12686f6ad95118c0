import type { PropertyChange } from '../azure/deployments.ts';

/** A change of one property, by its whole path: `properties.siteConfig.appSettings[2].value`. */
export interface LeafChange {
  readonly path: string;
  readonly kind: 'add' | 'remove' | 'change';
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The changes that a tree of Azure's changes comes down to, in its order. */
export function leafChanges(delta: readonly PropertyChange[], above = ''): readonly LeafChange[] {
  return delta.flatMap((change): readonly LeafChange[] => {
    const { path, propertyChangeType, before, after, children = [] } = change;
    // Within a list, a path is a number.
    const whole = above === '' ? path : /^\d+$/.test(path) ? `${above}[${path}]` : `${above}.${path}`;
    if (propertyChangeType === 'NoEffect') return [];
    if (children.length > 0) return leafChanges(children, whole);
    const kind = kinds[propertyChangeType];
    return [
      { path: whole, kind, ...(kind === 'add' ? {} : { before }), ...(kind === 'remove' ? {} : { after }) },
    ];
  });
}

const kinds = { Create: 'add', Delete: 'remove', Modify: 'change', Array: 'change' } as const;
