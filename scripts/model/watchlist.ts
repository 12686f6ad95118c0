/** watchlists/<name>.yaml; the rows stand beside it in <name>.csv. */
export interface WatchlistFile {
  /** The name by which queries ask for the watchlist. */
  readonly alias: string;
  readonly displayName: string;
  readonly description: string;
  readonly provider: string;
  /** File name of the rows, shown as the source of the watchlist. */
  readonly source: string;
  /** The column by which rules look rows up. */
  readonly itemsSearchKey: string;
}

/** The columns of the rows. Rules and workbook rely on them. */
export const watchlistColumns = ['UUID', 'Type', 'Name', 'Notes'] as const;
