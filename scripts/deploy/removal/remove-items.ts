/** Removes one item after the other, and goes on where one cannot be removed. */
import type { Azure } from '../azure/azure.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { faultText } from '../outcome/fault-text.ts';
import { StepFault } from '../outcome/step.ts';
import { kindTitles, type Item } from './item.ts';

export interface Removed {
  readonly item: Item;
  /** `gone`: it was not there any more. */
  readonly result: 'removed' | 'gone' | 'failed';
  /** Why it could not be removed. */
  readonly fault?: AzureFault;
}

/** In the order of the items. What fails is tried once more at the end: it may have waited for another. */
export async function removeItems(
  azure: Azure,
  items: readonly Item[],
  onResult: (removed: Removed) => void = () => {},
): Promise<readonly Removed[]> {
  const results = new Map<Item, Removed>();
  const attempt = async (item: Item, isLast: boolean): Promise<void> => {
    const removed = await removeItem(azure, item);
    results.set(item, removed);
    if (removed.result !== 'failed' || isLast) onResult(removed);
  };
  for (const item of items) await attempt(item, false);
  for (const item of items) {
    if (results.get(item)?.result === 'failed') await attempt(item, true);
  }
  return items.flatMap((item) => results.get(item) ?? []);
}

async function removeItem(azure: Azure, item: Item): Promise<Removed> {
  if (item.apiVersion === '') return { item, result: 'failed', fault: unknownType };
  try {
    await azure.complete('DELETE', item.id, item.apiVersion);
    return { item, result: 'removed' };
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    if (error.status === 404) return { item, result: 'gone' };
    return { item, result: 'failed', fault: error };
  }
}

const unknownType = new AzureFault(0, {
  code: 'UnknownType',
  message: 'It carries the tag of the connector, but this version knows no such type. Remove it by hand.',
});

/** Why an item could not be removed, with the remedy where it is known. */
export function failureText({ item, fault }: Removed): string {
  if (!fault) return '';
  const step = `remove the ${kindTitles[item.kind].toLowerCase()} ${item.title}`;
  const isLocked = /ScopeLocked/i.test(fault.code);
  const lock = isLocked
    ? '\n  Remove the lock under Locks of the resource or its group, and run the same command again.'
    : '';
  return `${faultText(new StepFault(step, fault))}${lock}`;
}
