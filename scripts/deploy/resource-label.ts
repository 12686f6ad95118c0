/** What people call resources: by kind and, where their name says nothing, by what they are for. */
import type { Json } from '../model/arm.ts';
import { isRecord } from './template/functions.ts';
import type { TemplateResource } from './template/resources.ts';

/** Kinds by the end of an id, in lower case; those of other solutions keep their type. */
const nouns: Readonly<Record<string, string>> = {
  'microsoft.authorization/roleassignments': 'role assignment',
  'microsoft.insights/components': 'Application Insights',
  'microsoft.insights/datacollectionrules': 'data collection rule',
  'microsoft.insights/workbooks': 'workbook',
  'microsoft.keyvault/vaults': 'key vault',
  'microsoft.keyvault/vaults/secrets': 'secret',
  'microsoft.managedidentity/userassignedidentities': 'managed identity',
  'microsoft.operationalinsights/workspaces/tables': 'table',
  'microsoft.resources/deployments': 'deployment',
  'microsoft.securityinsights/alertrules': 'analytics rule',
  'microsoft.securityinsights/contentpackages': 'content package',
  'microsoft.securityinsights/contenttemplates': 'content template',
  'microsoft.securityinsights/dataconnectors': 'data connector page',
  'microsoft.securityinsights/metadata': 'metadata',
  'microsoft.securityinsights/watchlists': 'watchlist',
  'microsoft.securityinsights/watchlists/watchlistitems': 'watchlist row',
  'microsoft.storage/storageaccounts': 'storage account',
  'microsoft.storage/storageaccounts/blobservices': 'blob service',
  'microsoft.storage/storageaccounts/blobservices/containers': 'container',
  'microsoft.web/serverfarms': 'plan',
  'microsoft.web/sites': 'function app',
  'microsoft.web/sites/basicpublishingcredentialspolicies': 'publishing policy',
  'microsoft.web/sites/extensions': 'code package',
};

/** Type and name by the last provider of an id: `Microsoft.KeyVault/vaults/secrets` and `v/APIKey`. */
export function partsOf(id: string): { readonly type: string; readonly name: string } {
  const last = id.slice(id.toLowerCase().lastIndexOf('/providers/') + '/providers/'.length).split('/');
  const [namespace = '', ...rest] = last;
  return {
    type: [namespace, ...rest.filter((_, i) => i % 2 === 0)].join('/'),
    name: rest.filter((_, i) => i % 2 === 1).join('/'),
  };
}

/** Gives the label of a resource by its id: `key vault onepasswordabc`, `role assignment on APIKey`. */
export type Labels = (id: string) => string;

/** Labels that know the titles of the content of a plan. */
export function labelsOf(resources: readonly TemplateResource[]): Labels {
  const titles = new Map<string, string>();
  const rules = new Map<string, string>();
  for (const { id, body } of resources) {
    const properties: Readonly<Record<string, Json>> = isRecord(body?.['properties'])
      ? body['properties']
      : {};
    const { contentKind, contentId, displayName } = properties;
    if (typeof displayName !== 'string' || contentKind === undefined) continue;
    titles.set(id.toLowerCase(), displayName);
    if (contentKind === 'AnalyticsRule') rules.set(String(contentId).toLowerCase(), displayName);
  }
  return (id) => {
    const { type, name } = partsOf(id);
    const last = name.split('/').at(-1) ?? name;
    const noun = nouns[type.toLowerCase()] ?? type;
    if (noun === 'role assignment') return `${noun} on the ${holderOf(id)}`;
    const rule = rules.get(last.toLowerCase().replace(/^analyticsrule-/, ''));
    const title = titles.get(id.toLowerCase()) ?? rule ?? last;
    return `${noun} ${title}`;
  };
}

/** The resource that an extension is on. */
function holderOf(id: string): string {
  const holder = id.slice(0, id.toLowerCase().lastIndexOf('/providers/'));
  const { type, name } = partsOf(holder);
  return `${nouns[type.toLowerCase()] ?? type} ${name.split('/').at(-1) ?? name}`;
}
