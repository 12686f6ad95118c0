import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { securityInsightsId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { guid } from '../template/unique-string.ts';
import type { WatchlistRow } from '../answers/privileged.ts';

interface Item {
  readonly properties?: {
    readonly itemsKeyValue?: Readonly<Record<string, unknown>>;
    readonly isDeleted?: boolean;
  };
}

/**
 * Adds rows to a watchlist that is there. A UUID that it already has is left as it is, and a new row is
 * named as the template names it: doing it again changes nothing. Answers how many rows were added. Throws
 * `StepFault`.
 */
export async function addRows(
  azure: Azure,
  target: Target,
  alias: string,
  rows: readonly WatchlistRow[],
): Promise<number> {
  const items = securityInsightsId(target, `watchlists/${alias}/watchlistItems`);
  const present = await during(`read the rows of the watchlist ${alias}`, async () => {
    const found = new Set<string>();
    for await (const { properties } of azure.list<Item>(items, apiVersions.securityInsights)) {
      if (properties?.isDeleted !== true)
        found.add(String(properties?.itemsKeyValue?.['UUID']).toLowerCase());
    }
    return found;
  });
  const missing = rows.filter(({ UUID }) => !present.has(UUID));
  await during(`add rows to the watchlist ${alias}`, async () => {
    for (const row of missing) {
      const path = `${items}/${guid(row.UUID)}`;
      await azure.send('PUT', path, apiVersions.securityInsights, { properties: { itemsKeyValue: row } });
    }
  });
  return missing.length;
}
