import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { groupId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import type { TemplateResource } from '../template/resources.ts';
import { failed, passed, type CheckResult } from './check.ts';

/** What a caller may do at a scope; a star stands for anything. */
export interface Permission {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
}

const name = 'Permissions';
const roleWrite = 'Microsoft.Authorization/roleAssignments/write';

/** Needed to put a package into the container of a storage account. */
const uploadAction = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write';

/** The actions that a deployment of these resources needs. */
export function neededActions(resources: readonly TemplateResource[]): readonly string[] {
  const types = new Set(resources.map(({ id }) => typeOf(id)));
  return ['Microsoft.Resources/deployments/write', ...[...types].map((type) => `${type}/write`)];
}

/** Type by the last provider of an id: that of what extends another resource is its own. */
function typeOf(id: string): string {
  const [namespace = '', ...rest] = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  return [namespace, ...rest.filter((_, i) => i % 2 === 0)].join('/');
}

/**
 * Whether the caller may create all resources. Azure gives what its roles allow; conditions of roles and
 * deny assignments are not in it.
 */
export async function checkPermissions(
  azure: Azure,
  target: Target,
  resources: readonly TemplateResource[],
  uploads: boolean,
): Promise<CheckResult> {
  const permissions = await during('read what this sign-in may do', async () => {
    const path = `${groupId(target)}/providers/Microsoft.Authorization/permissions`;
    const found: Permission[] = [];
    for await (const one of azure.list<Permission>(path, apiVersions.permissions)) found.push(one);
    return found;
  });
  const missing = neededActions(resources).filter(
    (action) => !permissions.some((one) => allows(one, action)),
  );
  const lacksUpload = uploads && !permissions.some((one) => allowsData(one, uploadAction));
  if (missing.length === 0 && !lacksUpload) {
    return passed(name, 'This sign-in may create everything in the resource group.');
  }
  const all = [...missing, ...(lacksUpload ? [uploadAction] : [])];
  return failed(name, `This sign-in lacks: ${all.join(', ')}.`, remedyOf(missing, lacksUpload, target));
}

function remedyOf(missing: readonly string[], lacksUpload: boolean, { resourceGroup }: Target): string {
  const roles =
    missing.length === 0
      ? []
      : missing.every((action) => action === roleWrite)
        ? [
            'User Access Administrator, or Role Based Access Control Administrator (the deployment gives roles to the connector’s identity)',
          ]
        : ['Owner, or Contributor together with User Access Administrator'];
  const data = lacksUpload ? ['Storage Blob Data Contributor (to upload the package)'] : [];
  return `Ask for these roles on the resource group ${resourceGroup}: ${[...roles, ...data].join('; ')}. Then sign in again.`;
}

/** Whether an action is allowed and not taken away again by the same role. */
export function allows({ actions = [], notActions = [] }: Permission, action: string): boolean {
  return matches(actions, action) && !matches(notActions, action);
}

function allowsData({ dataActions = [], notDataActions = [] }: Permission, action: string): boolean {
  return matches(dataActions, action) && !matches(notDataActions, action);
}

function matches(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => {
    const escaped = pattern.split('*').map((part) => part.replace(/[.$^()[\]{}|\\+?]/g, '\\$&'));
    return new RegExp(`^${escaped.join('.*')}$`, 'i').test(action);
  });
}
