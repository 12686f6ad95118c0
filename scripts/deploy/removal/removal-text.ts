import { createColors } from 'picocolors';
import type { Target } from '../azure/resource-id.ts';
import type { Inventory } from './inventory.ts';
import { kindTitles, type Item } from './item.ts';
import type { Removed } from './remove-items.ts';

/** What would be removed, and what stays. */
export function inventoryText(
  { removed, kept, others }: Inventory,
  target: Target,
  hasColors: boolean,
): string {
  const { bold } = createColors(hasColors);
  const parts = [
    bold(
      `To be removed from the workspace ${target.workspace} and the resource group ${target.resourceGroup}:`,
    ),
    list(removed),
  ];
  if (kept.length > 0) {
    parts.push(
      bold('Kept:'),
      list(kept),
      '  Its events cost until their retention ends. --with-data removes it too.',
    );
  }
  if (others.length > 0) parts.push(`Not touched: ${others.join(', ')}, of another workspace.`);
  return parts.join('\n');
}

function list(items: readonly Item[]): string {
  const width = Math.max(0, ...items.map(({ kind }) => kindTitles[kind].length));
  return items
    .map(
      ({ kind, title, note }) =>
        `  ${kindTitles[kind].padEnd(width)}  ${title}${note === undefined ? '' : ` (${note})`}`,
    )
    .join('\n');
}

/** What is left to do and to know. */
export function endText(results: readonly Removed[], { kept }: Inventory): string {
  const count = (result: Removed['result']): number => results.filter((one) => one.result === result).length;
  const failed = count('failed');
  const gone = count('gone');
  return [
    `remove: ${count('removed')} removed${gone === 0 ? '' : `, ${gone} gone already`}${failed === 0 ? '' : `, ${failed} could not be removed`}.`,
    ...(failed === 0 ? [] : ['Run the same command again once the reasons are out of the way.']),
    ...kept.map(({ title }) => `The table ${title} and its events are still there.`),
    ...vaultNotes(results),
  ].join('\n');
}

/** The name of a deleted vault is taken until its retention ends (solution/infrastructure/key-vault.yaml: 7 days). */
export function vaultNotes(results: readonly Removed[]): readonly string[] {
  return results
    .filter(({ item, result }) => item.kind === 'vault' && result === 'removed')
    .map(
      ({ item }) =>
        `The key vault ${item.title} keeps its name, and its secret, for 7 days. To deploy again before that, use npm run deploy -- --recover-vault; to be rid of it at once: az keyvault purge --name ${item.title}.`,
    );
}
