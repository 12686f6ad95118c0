import type { Location } from '../../diagnostics/diagnostic.ts';
import type { InfrastructurePart, Located } from '../../model/infrastructure.ts';
import { deployables, orderByDependency } from '../../validate/infrastructure/dependency.ts';
import { locate, takeInventory } from '../../validate/infrastructure/inventory.ts';

/** Where the resources of the nested deployment are defined. */
export interface InfrastructurePlaces {
  /** Its name; undefined where no file names one. */
  readonly deployment: string | undefined;
  /** In the order in which `compileInfrastructure` writes its resources. */
  readonly places: readonly Location[];
}

export function infrastructurePlaces(parts: readonly Located<InfrastructurePart>[]): InfrastructurePlaces {
  const inventory = takeInventory(parts);
  const { ordered, left } = orderByDependency(deployables(inventory));
  return {
    deployment: inventory.deployments[0]?.definition,
    places: [...ordered, ...left].map((entry) => locate(entry, 'key')),
  };
}
