import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { sameId } from '../azure/resource-id.ts';

export interface RoleAssignment {
  readonly id: string;
  /** Id of the resource, group or subscription that it is on. */
  readonly scope: string;
  /** The role's own id, the last part of its definition. */
  readonly role: string;
  readonly principalId: string;
  /** ISO 8601, where Azure tells. */
  readonly createdOn: string | undefined;
}

interface Answered {
  readonly id: string;
  readonly properties: {
    readonly principalId: string;
    readonly roleDefinitionId: string;
    readonly createdOn?: string;
  };
}

/** Assignments of a principal at a scope, above it and below it. Throws `AzureFault`. */
export async function listRoleAssignments(
  azure: Azure,
  scope: string,
  principalId: string,
): Promise<readonly RoleAssignment[]> {
  const filter = encodeURIComponent(`principalId eq '${principalId}'`);
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments?$filter=${filter}`;
  const found: RoleAssignment[] = [];
  for await (const { id, properties } of azure.list<Answered>(path, apiVersions.roleAssignments)) {
    if (!sameId(properties.principalId, principalId)) continue;
    found.push({
      id,
      scope: id.replace(/\/providers\/Microsoft\.Authorization\/roleAssignments\/[^/]+$/i, ''),
      role: properties.roleDefinitionId.split('/').at(-1) ?? '',
      principalId: properties.principalId,
      createdOn: properties.createdOn,
    });
  }
  return found;
}

/** Whether what is assigned on `scope` holds for `resource`: it is that, or lies above it. */
export function covers(scope: string, resource: string): boolean {
  return `${resource.toLowerCase()}/`.startsWith(`${scope.toLowerCase()}/`);
}
