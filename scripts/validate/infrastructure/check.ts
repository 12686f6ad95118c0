/**
 * In: the definitions of the connector's Azure resources, each file already of the right shape (its
 * schema). Out: what is wrong with them, with places. The compiler relies on what is checked here.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../diagnostics/diagnostic.ts';
import type { InfrastructureInput } from '../../model/infrastructure.ts';
import { checkConnectorNeeds } from './connector-needs.ts';
import { checkExposure } from './exposure.ts';
import { checkExpressions } from './expressions.ts';
import { takeInventory } from './inventory.ts';
import { checkOrder } from './order.ts';
import { checkReferences } from './references.ts';
import { checkStreams } from './streams.ts';

export function checkInfrastructure(input: InfrastructureInput): Diagnostic[] {
  const inventory = takeInventory(input.parts);
  return sortDiagnostics([
    ...checkReferences(inventory, input.apiVersions),
    ...checkExpressions(inventory),
    ...checkOrder(inventory),
    ...checkExposure(inventory),
    ...checkStreams(inventory, input.table),
    ...checkConnectorNeeds(inventory),
  ]);
}
