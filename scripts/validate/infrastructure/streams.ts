import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Json } from '../../model/arm.ts';
import type { TableFile } from '../../model/table.ts';
import { locate, type Inventory } from './inventory.ts';
import { itemsOf, valueAt } from './texts.ts';

/** Data collection rules whose flows name a stream or destination that the rule does not declare. */
export function checkStreams(inventory: Inventory, table: TableFile): Diagnostic[] {
  return inventory.resources
    .filter(({ definition }) => definition.type === 'Microsoft.Insights/dataCollectionRules')
    .flatMap((entry) => checkRule(entry, table));
}

function checkRule(entry: Inventory['resources'][number], table: TableFile): Diagnostic[] {
  const rule = entry.definition['properties'];
  const declarations = valueAt(rule, 'streamDeclarations');
  const streams = declarations === '${streamDeclarations}' ? [table.stream] : Object.keys(declarations ?? {});
  const destinations = Object.values(valueAt(rule, 'destinations') ?? {}).flatMap((list: Json) =>
    itemsOf(list).map((item) => valueAt(item, 'name')),
  );
  return itemsOf(valueAt(rule, 'dataFlows')).flatMap((flow, index) => {
    const missing = (kind: 'streams' | 'destinations', known: readonly unknown[], says: string) =>
      itemsOf(valueAt(flow, kind))
        .map((name) => (name === '${streamName}' ? table.stream : name))
        .filter((name) => !known.includes(name))
        .map((name) =>
          diagnostic('infrastructure-stream', locate(entry, 'properties', 'dataFlows', index, kind), {
            reason: `${says} ${String(name)}`,
          }),
        );
    return [
      ...missing('streams', streams, 'does not declare the stream'),
      ...missing('destinations', destinations, 'has no destination'),
    ];
  });
}
