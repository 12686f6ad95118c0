/** Everything of the solution that there is, and what becomes of it. */
import type { Azure } from '../azure/azure.ts';
import type { Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import type { BundleContents } from '../status/bundle-contents.ts';
import { findInstallations } from '../status/installation.ts';
import { listConnectorItems } from './connector-items.ts';
import { listContentItems, listTable } from './content-items.ts';
import { inOrder, type Item } from './item.ts';

export interface Inventory {
  /** In the order of removal. */
  readonly removed: readonly Item[];
  readonly kept: readonly Item[];
  /** Connectors of other workspaces of the group, which stay. */
  readonly others: readonly string[];
}

/** Throws `StepFault`: with a list that is not whole, nothing should be removed. */
export async function takeInventory(
  azure: Azure,
  target: Target,
  contents: BundleContents,
  { withData }: { readonly withData: boolean },
): Promise<Inventory> {
  const { own, others } = await during('list the resources of the connector', () =>
    findInstallations(azure, target),
  );
  const connector = await during('list the roles of the connector', () =>
    listConnectorItems(azure, target, contents, own),
  );
  const content = await during('list the contents of Microsoft Sentinel', () =>
    listContentItems(azure, target, contents),
  );
  const table = await during('read the table', () => listTable(azure, target));
  return {
    removed: inOrder([...connector, ...content, ...(withData ? table : [])]),
    kept: withData ? [] : table,
    others: others.map(({ name }) => name),
  };
}
