import type { ArmResource, Json, JsonObject } from '../../model/arm.ts';
import {
  roleAssignmentType,
  type Facts,
  type GrantDefinition,
  type InfrastructureInput,
  type ResourceDefinition,
} from '../../model/infrastructure.ts';
import {
  deployables,
  isGrant,
  predecessors,
  type Deployable,
} from '../../validate/infrastructure/dependency.ts';
import { find, type Inventory } from '../../validate/infrastructure/inventory.ts';
import { identify, joinSegments, type Identifier } from './identifier.ts';
import { fillPlaceholders, lookUpFact } from './placeholder.ts';

/** What resources are compiled with. */
export interface Surroundings {
  readonly inventory: Inventory;
  readonly facts: Facts;
  readonly apiVersions: InfrastructureInput['apiVersions'];
  /** Set on every resource that has a location: those are the ones that can be tagged. */
  readonly tags: JsonObject;
}

export function compileDeployable({ definition }: Deployable, around: Surroundings): ArmResource {
  return isGrant(definition) ? compileGrant(definition, around) : compileResource(definition, around);
}

function compileResource(definition: ResourceDefinition, around: Surroundings): ArmResource {
  const { key, type, name: _name, parent: _parent, dependsOn: _dependsOn, location, ...body } = definition;
  const { segments } = identifyResource(key, around);
  return {
    type,
    apiVersion: apiVersionOf(type, around),
    name: joinSegments(segments),
    ...(location === undefined ? {} : { location }),
    ...dependencies(predecessors(definition), around),
    ...(location === undefined ? {} : { tags: around.tags }),
    ...(fill(body as JsonObject, around) as JsonObject),
  };
}

/** The name holds no principal id: that is not known yet when names are fixed. */
function compileGrant(grant: GrantDefinition, around: Surroundings): ArmResource {
  const identity = identifyResource(grant.to, around);
  const scope = identifyResource(grant.on, around);
  const role = roleId(grant, around);
  return {
    type: roleAssignmentType,
    apiVersion: apiVersionOf(roleAssignmentType, around),
    name: `[${grantName(grant, around)}]`,
    scope: `[${scope.id}]`,
    ...dependencies([grant.to, grant.on], around),
    properties: {
      roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${role}')]`,
      principalId: `[reference(${identity.id}).principalId]`,
      // Without it Azure may not find an identity that is only seconds old.
      principalType: 'ServicePrincipal',
    },
  };
}

function dependencies(keys: readonly string[], around: Surroundings): { dependsOn?: readonly string[] } {
  if (keys.length === 0) return {};
  const all = deployables(around.inventory);
  const ids = keys.flatMap((key) => {
    const definition = find(all, key)?.definition;
    if (!definition) return [];
    return [isGrant(definition) ? grantId(definition, around) : identifyResource(key, around).id];
  });
  return { dependsOn: [...new Set(ids)].map((id) => `[${id}]`) };
}

function grantId(grant: GrantDefinition, around: Surroundings): string {
  const scope = identifyResource(grant.on, around).id;
  return `extensionResourceId(${scope}, '${roleAssignmentType}', ${grantName(grant, around)})`;
}

function grantName(grant: GrantDefinition, around: Surroundings): string {
  const ends = [identifyResource(grant.on, around).id, identifyResource(grant.to, around).id];
  return `guid(${ends.join(', ')}, '${roleId(grant, around)}')`;
}

function roleId({ role }: GrantDefinition, { inventory }: Surroundings): string {
  return required(find(inventory.roles, role)?.definition.id, `role ${role}`);
}

function apiVersionOf(type: string, { apiVersions }: Surroundings): string {
  return required(apiVersions[type], `api version of ${type}`);
}

function identifyResource(key: string, { inventory, facts }: Surroundings): Identifier {
  const entry = required(find(inventory.resources, key), `resource ${key}`);
  return identify(entry.definition, inventory, (text) =>
    String(fillPlaceholders(text, (name) => lookUpFact(facts, name))),
  );
}

function fill(value: Json, around: Surroundings): Json {
  return fillPlaceholders(value, (name) => substitute(name, around));
}

/** `key.id` and `key.name` are terms of an expression, everything else is a fact. */
export function substitute(name: string, around: Surroundings): Json {
  const [key = '', property] = name.split('.');
  if (property === 'id') return identifyResource(key, around).id;
  if (property === 'name') return identifyResource(key, around).name;
  return lookUpFact(around.facts, name);
}

/** The checks before have seen to it that everything named exists. */
function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`There is no ${what}.`);
  return value;
}
