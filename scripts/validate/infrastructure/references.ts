import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { deploymentType, roleAssignmentType } from '../../model/infrastructure.ts';
import { deployables, findCycle } from './dependency.ts';
import { find, locate, type Entry, type Inventory } from './inventory.ts';

/** Names that stand twice, and keys, roles, parents and types that do not exist or do not fit. */
export function checkReferences(
  inventory: Inventory,
  apiVersions: Readonly<Record<string, string>>,
): Diagnostic[] {
  return [
    ...duplicates('deployment name', inventory.deployments.map(sameName)),
    ...duplicates('tag', inventory.tags),
    ...duplicates('parameter', inventory.parameters),
    ...duplicates('variable', inventory.variables),
    ...duplicates('role', inventory.roles),
    ...duplicates('key', deployables(inventory)),
    ...duplicates('output', inventory.outputs),
    ...inventory.resources.flatMap((entry) => checkResource(entry, inventory, apiVersions)),
    ...inventory.grants.flatMap((entry) => checkGrant(entry, inventory)),
    ...checkGeneratedTypes(inventory, apiVersions),
    ...checkCycles(inventory),
  ];
}

/** A template has one deployment name, whatever the names are. */
function sameName(entry: Entry<string>): Entry<string> {
  return { ...entry, name: 'deployment' };
}

function duplicates(kind: string, entries: readonly Entry<unknown>[]): Diagnostic[] {
  return entries.flatMap((entry) => {
    const first = find(entries, entry.name);
    if (!first || first === entry) return [];
    const other = locate(first);
    const args = { kind, name: entry.name, other: `${other.file}:${other.line}` };
    return [diagnostic('infrastructure-duplicate', locate(entry), args)];
  });
}

function checkResource(
  entry: Inventory['resources'][number],
  inventory: Inventory,
  apiVersions: Readonly<Record<string, string>>,
): Diagnostic[] {
  const { type, parent, dependsOn = [] } = entry.definition;
  const keys = new Set(deployables(inventory).map(({ name }) => name));
  const found = dependsOn.flatMap((key, index) =>
    keys.has(key)
      ? []
      : [diagnostic('infrastructure-unknown-resource', locate(entry, 'dependsOn', index), { key })],
  );
  if (apiVersions[type] === undefined) {
    found.push(diagnostic('infrastructure-unknown-type', locate(entry, 'type'), { type }));
  }
  if (parent === undefined) return found;
  const above = find(inventory.resources, parent);
  const wanted = type.split('/').slice(0, -1).join('/');
  if (!above) {
    found.push(diagnostic('infrastructure-unknown-resource', locate(entry, 'parent'), { key: parent }));
  } else if (above.definition.type !== wanted) {
    const args = { type, parent: above.definition.type, wanted };
    found.push(diagnostic('infrastructure-parent-type', locate(entry, 'parent'), args));
  }
  return found;
}

function checkGrant(entry: Inventory['grants'][number], inventory: Inventory): Diagnostic[] {
  const { role } = entry.definition;
  const found = (['to', 'on'] as const)
    .filter((end) => !find(inventory.resources, entry.definition[end]))
    .map((end) =>
      diagnostic('infrastructure-unknown-resource', locate(entry, end), { key: entry.definition[end] }),
    );
  if (find(inventory.roles, role)) return found;
  return [...found, diagnostic('infrastructure-unknown-role', locate(entry, 'role'), { role })];
}

/** The types of resources that no definition names, because the compiler makes them. */
function checkGeneratedTypes(
  inventory: Inventory,
  apiVersions: Readonly<Record<string, string>>,
): Diagnostic[] {
  const missing = (entry: Entry<unknown> | undefined, type: string): Diagnostic[] =>
    entry && apiVersions[type] === undefined
      ? [diagnostic('infrastructure-unknown-type', locate(entry), { type })]
      : [];
  return [
    ...missing(inventory.deployments[0], deploymentType),
    ...missing(inventory.grants[0], roleAssignmentType),
  ];
}

function checkCycles(inventory: Inventory): Diagnostic[] {
  const all = deployables(inventory);
  const cycle = findCycle(all);
  const entry = all.find(({ name }) => name === cycle?.[0]);
  if (!cycle || !entry) return [];
  return [diagnostic('infrastructure-cycle', locate(entry), { chain: cycle.join(' -> ') })];
}
