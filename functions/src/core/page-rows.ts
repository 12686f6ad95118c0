import { isDropped, unknownValues } from './event-values.ts';
import { mapEvent, type Mapped } from './mapper.ts';
import type { Page } from './page.ts';
import type { Stream } from './stream.ts';

/** An event of a page as a row. */
export interface PageRow {
  readonly row: Mapped;
  /** Place of the event in its page. */
  readonly index: number;
  /** Values that no version of the API known to us has, as `field=value`. */
  readonly unknownValues: readonly string[];
}

/** A page of which the events have become rows. */
export interface MappedPage extends Omit<Page, 'items'> {
  /** Events that were received. */
  readonly events: number;
  /** Rows of all but those that the operator does not want. */
  readonly rows: readonly PageRow[];
}

/**
 * Makes rows of a page's events as soon as it is there: it may have to wait for the page before it, and what
 * was parsed takes several times the memory of the rows.
 */
export function mapPage(
  { items, ...page }: Page,
  stream: Stream,
  dropPairs: ReadonlySet<string>,
): MappedPage {
  const rows: PageRow[] = [];
  for (const [index, item] of items.entries()) {
    if (isDropped(item, stream, dropPairs)) continue;
    rows.push({ row: mapEvent(item, stream), index, unknownValues: unknownValues(item, stream) });
  }
  return { ...page, events: items.length, rows };
}
