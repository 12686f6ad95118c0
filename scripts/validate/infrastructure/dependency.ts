import { find, type Entry, type Inventory } from './inventory.ts';
import type { GrantDefinition, ResourceDefinition } from '../../model/infrastructure.ts';

/** What is deployed: a resource, or the role assignment that a grant becomes. */
export type Deployable = Entry<ResourceDefinition | GrantDefinition>;

export function deployables(inventory: Inventory): readonly Deployable[] {
  return [...inventory.resources, ...inventory.grants];
}

export function isGrant(definition: ResourceDefinition | GrantDefinition): definition is GrantDefinition {
  return 'role' in definition && 'on' in definition;
}

/** The keys that a resource or grant names as its own predecessors, a parent included. */
export function predecessors(definition: ResourceDefinition | GrantDefinition): readonly string[] {
  if (isGrant(definition)) return [definition.to, definition.on];
  const { parent, dependsOn = [] } = definition;
  return parent === undefined ? dependsOn : [parent, ...dependsOn];
}

/** All keys that are deployed before the one given, directly or through others. */
export function allPredecessors(inventory: Inventory, key: string): ReadonlySet<string> {
  const all = deployables(inventory);
  const found = new Set<string>();
  const visit = (name: string): void => {
    const entry = find(all, name);
    for (const next of entry ? predecessors(entry.definition) : []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(key);
  return found;
}

/**
 * Every entry after those it depends on, otherwise in the order given. Entries on a cycle, and those
 * that wait for them, are left over.
 */
export function orderByDependency(entries: readonly Deployable[]): {
  ordered: readonly Deployable[];
  left: readonly Deployable[];
} {
  const known = new Set(entries.map((entry) => entry.name));
  const ordered: Deployable[] = [];
  const placed = new Set<string>();
  let left = entries;
  for (;;) {
    const ready = left.find((entry) =>
      predecessors(entry.definition).every((key) => !known.has(key) || placed.has(key)),
    );
    if (!ready) return { ordered, left };
    ordered.push(ready);
    placed.add(ready.name);
    left = left.filter((entry) => entry !== ready);
  }
}

/** A chain of keys that leads back to its first one; undefined where nothing waits for itself. */
export function findCycle(entries: readonly Deployable[]): readonly string[] | undefined {
  const { left } = orderByDependency(entries);
  const waiting = new Map(left.map((entry) => [entry.name, entry]));
  const chain: string[] = [];
  let entry = left[0];
  while (entry && !chain.includes(entry.name)) {
    chain.push(entry.name);
    const next: string | undefined = predecessors(entry.definition).find((key) => waiting.has(key));
    entry = next === undefined ? undefined : waiting.get(next);
  }
  return entry ? [...chain.slice(chain.indexOf(entry.name)), entry.name] : undefined;
}
