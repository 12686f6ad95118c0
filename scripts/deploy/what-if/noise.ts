/**
 * Changes that Azure's prediction names and that are none: what is left out of the diff, each with its
 * reason. Source of the kinds: Microsoft Learn, "Template deployment what-if operation" (noise), and the
 * defaults that the reference of each resource type names.
 */
import { isDeepStrictEqual } from 'node:util';
import type { LeafChange } from './leaf-changes.ts';
import { sameText } from '../template/functions.ts';

export interface Noise {
  readonly reason: string;
  /** Whether a change of a resource of this type is of this kind. */
  fits(change: LeafChange, type: string): boolean;
}

/** Values that a service writes where a template says nothing: type, path, and the values. */
const serviceDefaults: readonly (readonly [type: string, path: string, ...values: unknown[]])[] = [
  ['Microsoft.OperationalInsights/workspaces/tables', 'properties.retentionInDays', 30, 90],
  ['Microsoft.OperationalInsights/workspaces/tables', 'properties.totalRetentionInDays', 30, 90],
  ['Microsoft.Insights/components', 'properties.RetentionInDays', 90],
  ['Microsoft.Insights/components', 'properties.publicNetworkAccessForIngestion', 'Enabled'],
  ['Microsoft.Insights/components', 'properties.publicNetworkAccessForQuery', 'Enabled'],
  [
    'Microsoft.Storage/storageAccounts',
    'properties.networkAcls',
    { bypass: 'AzureServices', defaultAction: 'Allow', ipRules: [], virtualNetworkRules: [] },
    { bypass: 'AzureServices', defaultAction: 'Allow', ipRules: [], ipv6Rules: [], virtualNetworkRules: [] },
  ],
  ['Microsoft.Storage/storageAccounts', 'properties.encryption', { keySource: 'Microsoft.Storage' }],
  ['Microsoft.Storage/storageAccounts', 'properties.publicNetworkAccess', 'Enabled'],
  ['Microsoft.KeyVault/vaults', 'properties.publicNetworkAccess', 'Enabled'],
  ['Microsoft.Web/serverfarms', 'properties.elasticScaleEnabled', false],
  ['Microsoft.Web/serverfarms', 'properties.maximumElasticWorkerCount', 1],
  ['Microsoft.Web/serverfarms', 'properties.perSiteScaling', false],
  ['Microsoft.Web/serverfarms', 'properties.zoneRedundant', false],
  ['Microsoft.Web/sites', 'properties.clientAffinityEnabled', false, true],
  ['Microsoft.Web/sites', 'properties.publicNetworkAccess', 'Enabled'],
];

/** What Azure takes and never gives back: type and path. */
const writeOnly: readonly (readonly [type: string, path: string])[] = [
  ['Microsoft.Web/sites', 'properties.siteConfig'],
  ['Microsoft.KeyVault/vaults', 'properties.createMode'],
  ['Microsoft.KeyVault/vaults/secrets', 'properties.value'],
  ['Microsoft.SecurityInsights/watchlists', 'properties.rawContent'],
  ['Microsoft.SecurityInsights/watchlists', 'properties.numberOfLinesToSkip'],
  ['Microsoft.SecurityInsights/watchlists', 'properties.contentType'],
];

/** Resources of which Azure never tells that they are there, by their types. */
const neverTold = ['Microsoft.Web/sites/extensions'];

export function isNeverTold(type: string): boolean {
  return neverTold.some((one) => sameText(one, type));
}

/** What a service counts and stamps itself, on any resource. */
const stamps =
  /^(?:etag|systemData|properties\.(?:provisioningState|created\w*|updated\w*|lastModified\w*))(?:[.[]|$)/i;

/** In the order in which they are looked for; the first that fits gives the reason. */
export const noises: readonly Noise[] = [
  {
    reason: 'the value is known only while the deployment runs',
    fits: ({ before, after }) => isExpression(after) || isExpression(before),
  },
  {
    reason: 'Azure never gives it back, so it looks new; it is written again',
    fits: ({ kind, path }, type) =>
      kind === 'add' && writeOnly.some(([of, at]) => sameText(of, type) && isWithin(path, at)),
  },
  {
    reason: 'the service writes it itself',
    fits: ({ path }) => stamps.test(path),
  },
  {
    reason: 'the service writes this default where the template says nothing',
    fits: ({ kind, path, before }, type) =>
      kind === 'remove' &&
      serviceDefaults.some(
        ([of, at, ...values]) =>
          sameText(of, type) && at === path && values.some((value) => isDeepStrictEqual(value, before)),
      ),
  },
  {
    reason: 'nothing is written as null or as an empty list',
    fits: ({ kind, before, after }) =>
      (kind === 'remove' && isEmpty(before)) ||
      (kind === 'add' && isEmpty(after)) ||
      (kind === 'change' && isEmpty(before) && isEmpty(after)),
  },
  {
    reason: 'the same, spelled otherwise',
    fits: ({ kind, path, before, after }) => kind === 'change' && isSameSpelling(path, before, after),
  },
];

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && /^\[(?!\[)[^]*\]$/.test(value) && /\w\(/.test(value);
}

function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

/** Ids and regions in any case; numbers as text; lists of plain values in any order. */
function isSameSpelling(path: string, before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    return isDeepStrictEqual(before.map(String).sort(), after.map(String).sort()) && before.every(isPlain);
  }
  if (!isPlain(before) || !isPlain(after)) return false;
  const [a, b] = [String(before), String(after)];
  if (typeof before !== typeof after) return a.toLowerCase() === b.toLowerCase();
  if (path === 'location') return plainRegion(a) === plainRegion(b);
  return a.startsWith('/') && a.toLowerCase() === b.toLowerCase();
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function plainRegion(text: string): string {
  return text.toLowerCase().replaceAll(' ', '');
}
