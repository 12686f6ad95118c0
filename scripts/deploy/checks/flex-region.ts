import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { failed, passed, warned, type CheckResult } from './check.ts';
import { regionOf } from './survey.ts';

const name = 'Region of the function app';

/**
 * Whether a region offers Flex Consumption plans. What Azure does not tell is a warning. Where the region does
 * not, `choose` may give another one instead, of those that do.
 */
export async function checkFlexRegion(
  azure: Azure,
  location: string,
  choose?: (regions: readonly string[]) => Promise<string>,
): Promise<FlexRegion> {
  const wanted = regionOf(location);
  let offered: readonly string[];
  try {
    offered = await flexRegions(azure);
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    const text = `Azure does not tell where it offers Flex Consumption (${error.code}); ${wanted} is taken as it is.`;
    return { location: wanted, result: warned(name, text) };
  }
  if (offered.includes(wanted)) return fit(wanted);
  if (choose && offered.length > 0) return fit(await choose(offered));
  const list = offered.length === 0 ? '' : ` Regions that do: ${offered.join(', ')}.`;
  const remedy = `Choose another region with --function-location; the workspace stays where it is.${list}`;
  return { location: wanted, result: failed(name, `${wanted} does not offer Flex Consumption.`, remedy) };
}

export interface FlexRegion {
  /** The one to use: that which was asked about, or the one chosen instead. */
  readonly location: string;
  readonly result: CheckResult;
}

function fit(location: string): FlexRegion {
  return { location, result: passed(name, `${location} offers Flex Consumption.`) };
}

async function flexRegions(azure: Azure): Promise<readonly string[]> {
  const path = `/subscriptions/${azure.subscriptionId}/providers/Microsoft.Web/geoRegions?sku=FlexConsumption`;
  const found: string[] = [];
  for await (const region of azure.list<{ readonly name: string }>(path, apiVersions.sites)) {
    found.push(regionOf(region.name));
  }
  return found.sort();
}
