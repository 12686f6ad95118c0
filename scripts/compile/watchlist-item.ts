import type { WatchlistFile } from '../model/watchlist.ts';
import { evaluate, type ContentItem } from './content-item.ts';
import { insideWorkspace, watchlistType, workspaceLocation, type CompileFrame } from './frame.ts';

/**
 * A watchlist: no template, only the active resource. Its condition lets an update leave the rows
 * alone that a customer has added.
 */
export function compileWatchlistItem(
  frame: CompileFrame,
  watchlist: WatchlistFile,
  csv: string,
  number: number,
): ContentItem {
  const { alias } = watchlist;
  return {
    kind: 'Watchlist',
    contentId: evaluate(`variables('_${alias}')`),
    version: evaluate("variables('_solutionVersion')"),
    variables: { [alias]: alias, [`_${alias}`]: evaluate(`variables('${alias}')`) },
    resources: [
      {
        type: watchlistType,
        apiVersion: frame.apiVersion(watchlistType),
        name: insideWorkspace(`parameters('watchlist${number}-id')`),
        condition: evaluate("parameters('installWatchlist')"),
        location: workspaceLocation,
        properties: {
          displayName: watchlist.displayName,
          source: `${alias}.csv`,
          sourceType: 'Local',
          description: watchlist.description.replace(/\s*\n\s*/g, ' ').trim(),
          provider: frame.solution.publisher,
          isDeleted: false,
          watchlistAlias: evaluate(`parameters('watchlist${number}-id')`),
          itemsSearchKey: watchlist.itemsSearchKey,
          contentType: 'text/csv',
          numberOfLinesToSkip: 0,
          rawContent: csv.replaceAll('\n', '\r\n'),
        },
      },
    ],
  };
}
