/**
 * In: the files of `solution/infrastructure/`. Out: their sections merged into one inventory, each entry
 * with its place. Where a name stands twice the first one counts (files in the order of their paths).
 */
import type { Location } from '../../diagnostics/diagnostic.ts';
import type {
  GrantDefinition,
  InfrastructurePart,
  Located,
  OutputDefinition,
  ParameterDefinition,
  ResourceDefinition,
  RoleDefinition,
} from '../../model/infrastructure.ts';

export interface Entry<T> {
  readonly name: string;
  readonly definition: T;
  readonly part: Located<InfrastructurePart>;
  /** Where the definition stands in its part. */
  readonly path: readonly (string | number)[];
}

export interface Inventory {
  readonly deployments: readonly Entry<string>[];
  readonly tags: readonly Entry<string>[];
  readonly parameters: readonly Entry<ParameterDefinition>[];
  readonly variables: readonly Entry<string>[];
  readonly roles: readonly Entry<RoleDefinition>[];
  readonly resources: readonly Entry<ResourceDefinition>[];
  readonly grants: readonly Entry<GrantDefinition>[];
  readonly outputs: readonly Entry<OutputDefinition>[];
}

export function takeInventory(unordered: readonly Located<InfrastructurePart>[]): Inventory {
  const parts = unordered.toSorted((a, b) => (a.at([]).file < b.at([]).file ? -1 : 1));
  return {
    deployments: parts.flatMap((part) => {
      const name = part.value.deployment;
      return name === undefined ? [] : [{ name, definition: name, part, path: ['deployment'] }];
    }),
    tags: named(parts, 'tags', (part) => part.tags),
    parameters: named(parts, 'parameters', (part) => part.parameters),
    variables: named(parts, 'variables', (part) => part.variables),
    roles: named(parts, 'roles', (part) => part.roles),
    resources: keyed(parts, 'resources', (part) => part.resources),
    grants: keyed(parts, 'grants', (part) => part.grants),
    outputs: named(parts, 'outputs', (part) => part.outputs),
  };
}

export function locate(entry: Entry<unknown>, ...rest: readonly (string | number)[]): Location {
  return entry.part.at([...entry.path, ...rest]);
}

/** The entry of a name; the first where there are several. */
export function find<T>(entries: readonly Entry<T>[], name: string): Entry<T> | undefined {
  return entries.find((entry) => entry.name === name);
}

function named<T>(
  parts: readonly Located<InfrastructurePart>[],
  section: keyof InfrastructurePart,
  pick: (part: InfrastructurePart) => Readonly<Record<string, T>> | undefined,
): Entry<T>[] {
  return parts.flatMap((part) =>
    Object.entries(pick(part.value) ?? {}).map(([name, definition]) => ({
      name,
      definition,
      part,
      path: [section, name],
    })),
  );
}

function keyed<T extends { readonly key: string }>(
  parts: readonly Located<InfrastructurePart>[],
  section: keyof InfrastructurePart,
  pick: (part: InfrastructurePart) => readonly T[] | undefined,
): Entry<T>[] {
  return parts.flatMap((part) =>
    (pick(part.value) ?? []).map((definition, index) => ({
      name: definition.key,
      definition,
      part,
      path: [section, index],
    })),
  );
}
