import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Json } from '../../model/arm.ts';
import { allPredecessors } from './dependency.ts';
import { find, locate, type Inventory } from './inventory.ts';
import { eachText, placeholdersIn } from './texts.ts';

/**
 * Resources that would be deployed too early: before one that their definition uses, or, where they run
 * as an identity, before its roles. Roles take minutes to spread, so they come as early as they can.
 */
export function checkOrder(inventory: Inventory): Diagnostic[] {
  return inventory.resources.flatMap((entry) => {
    const before = allPredecessors(inventory, entry.name);
    const used = usedResources(entry.definition as Json, inventory);
    const late = [...used].filter(([key]) => key !== entry.name && !before.has(key));
    return [
      ...late.map(([other, path]) =>
        diagnostic('infrastructure-missing-dependency', locate(entry, ...path), { key: entry.name, other }),
      ),
      ...missingRoles(entry, inventory, before),
    ];
  });
}

/** Keys of the resources that a definition uses, each with the first place where it does. */
function usedResources(definition: Json, inventory: Inventory) {
  const used = new Map<string, readonly (string | number)[]>();
  for (const { text, path } of eachText(definition)) {
    for (const { name } of placeholdersIn(text)) {
      const [key = ''] = name.split('.');
      if (name.includes('.') && find(inventory.resources, key) && !used.has(key)) used.set(key, path);
    }
  }
  return used;
}

function missingRoles(
  entry: Inventory['resources'][number],
  inventory: Inventory,
  before: ReadonlySet<string>,
): Diagnostic[] {
  const { identity } = entry.definition;
  const runsAs = identity === undefined ? new Map() : usedResources(identity, inventory);
  return inventory.grants
    .filter(({ name, definition }) => runsAs.has(definition.to) && !before.has(name))
    .map((grant) =>
      diagnostic('infrastructure-grant-order', locate(entry), {
        key: entry.name,
        identity: grant.definition.to,
        grant: grant.name,
      }),
    );
}
