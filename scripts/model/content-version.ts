import type { Location } from '../diagnostics/diagnostic.ts';

export type ContentKind = 'Solution' | 'DataConnector' | 'Workbook' | 'AnalyticsRule' | 'Watchlist';

/** A content of the solution as it stands in the sources. */
export interface VersionedContent {
  readonly kind: ContentKind;
  readonly id: string;
  /** Name of its file or folder, for people. */
  readonly name: string;
  readonly version: string;
  /** What is shipped, without the version. */
  readonly content: string;
  /** Where the version stands. */
  readonly location: Location;
}

/** solution/versions.lock.yaml: what each content looked like when its version was set. */
export interface VersionsLock {
  readonly items: readonly LockedItem[];
}

export interface LockedItem {
  readonly kind: ContentKind;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Of the content without its version, 64 hex digits. */
  readonly sha256: string;
}
