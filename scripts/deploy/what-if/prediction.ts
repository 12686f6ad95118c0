import type { JsonObject } from '../../model/arm.ts';
import type { ResourceChange } from '../azure/deployments.ts';
import { partsOf } from '../resource-label.ts';
import { leafChanges, type LeafChange } from './leaf-changes.ts';
import { isNeverTold, noises } from './noise.ts';

/** What a deployment would do, without what is noise. */
export interface Prediction {
  /** Resources that would be created, changed or deleted, or of which Azure cannot tell. */
  readonly changes: readonly PredictedChange[];
  /** Resources of the template that stay as they are. */
  readonly same: number;
  /** Resources of the group that the template does not name. */
  readonly others: number;
  /** Changes that are left out. */
  readonly noise: number;
}

export interface PredictedChange {
  readonly kind: 'create' | 'change' | 'delete' | 'unknown' | 'same';
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly properties: readonly LeafChange[];
  /** Left out, each with its reason. */
  readonly noise: readonly (LeafChange & { readonly reason: string })[];
  /** Why Azure cannot tell. */
  readonly reason?: string;
  /** As it would be, where it is new and everything is wanted. */
  readonly after?: JsonObject;
}

/**
 * Reads Azure's prediction. Resources whose changes are all noise count as the same. `full`: with all values
 * of what is new.
 */
export function toPrediction(changes: readonly ResourceChange[], full = false): Prediction {
  const created = changes.filter(({ changeType }) => changeType === 'Create');
  const isNew = (id: string): boolean => created.some((change) => change.resourceId === id);
  const read = changes
    .filter(({ changeType }) => changeType !== 'Ignore')
    .map((change) => (isAgain(change, isNew) ? again(change) : readChange(change, full)));
  return {
    changes: [
      ...read.filter((change) => !isSame(change)),
      // Told with all their noise where everything is wanted.
      ...read.filter((change) => isSame(change) && change.noise.length > 0),
    ],
    same: read.filter(isSame).length,
    others: changes.length - read.length,
    noise: read.reduce((sum, { noise }) => sum + noise.length, 0),
  };
}

function readChange(change: ResourceChange, full: boolean): PredictedChange {
  const { resourceId: id, changeType, delta = [], unsupportedReason, after } = change;
  const { type, name } = partsOf(id);
  const properties: LeafChange[] = [];
  const noise: (LeafChange & { reason: string })[] = [];
  for (const leaf of leafChanges(delta)) {
    const found = noises.find((one) => one.fits(leaf, type));
    if (found) noise.push({ ...leaf, reason: found.reason });
    else properties.push(leaf);
  }
  const isOnlyNoise = changeType === 'Modify' && properties.length === 0;
  return {
    kind: isOnlyNoise ? 'same' : kinds[changeType],
    id,
    type,
    name,
    properties,
    noise,
    ...(unsupportedReason === undefined ? {} : { reason: unsupportedReason }),
    ...(full && changeType === 'Create' && after ? { after } : {}),
  };
}

function isSame({ kind }: PredictedChange): boolean {
  return kind === 'same';
}

/** Whether it only looks new: Azure never tells that it is there, but what it belongs to is. */
function isAgain({ resourceId, changeType }: ResourceChange, isNew: (id: string) => boolean): boolean {
  const parent = resourceId.split('/').slice(0, -2).join('/');
  return changeType === 'Create' && isNeverTold(partsOf(resourceId).type) && !isNew(parent);
}

function again({ resourceId: id }: ResourceChange): PredictedChange {
  const reason = 'Azure never tells that it is there; it is deployed again';
  return {
    kind: 'same',
    id,
    ...partsOf(id),
    properties: [],
    noise: [{ path: 'properties', kind: 'add', reason }],
  };
}

const kinds = {
  Create: 'create',
  Modify: 'change',
  Delete: 'delete',
  Deploy: 'unknown',
  Unsupported: 'unknown',
  NoChange: 'same',
  Ignore: 'same',
} as const;
