import type { Location } from '../diagnostics/diagnostic.ts';

/** The readable form of the workbook: one `workbook.yaml` and the files that it lists. */
export interface WorkbookInput {
  readonly manifest: WorkbookDocument;
  /** Every other file of the workbook's folder. */
  readonly parts: readonly WorkbookDocument[];
  /** The pieces of KQL that queries call, by name. */
  readonly fragments: ReadonlyMap<string, WorkbookFragment>;
}

/** A parsed file whose values can be traced to their place; a YAML document is one. */
export interface WorkbookDocument {
  readonly source: { readonly path: string; readonly text: string };
  readonly value: unknown;
  at(path: ValuePath, part?: 'key' | 'value'): Location;
  within(path: ValuePath, offset: number, length?: number): Location;
}

export type ValuePath = readonly (string | number)[];

export interface WorkbookFragment {
  readonly name: string;
  readonly kind: 'steps' | 'terms' | 'definitions';
  readonly source: { readonly path: string; readonly text: string };
  readonly defines: readonly string[];
}

/** workbook.yaml */
export interface WorkbookManifest {
  readonly title: string;
  /** Stable key of the workbook; customers' copies refer to it. */
  readonly key: string;
  readonly fromTemplateId: string;
  readonly version: string;
  readonly description: string;
  /** The file with what stands above the tabs. */
  readonly top: string;
  readonly tabs: readonly string[];
  readonly promises: Readonly<Record<string, readonly string[]>>;
}

/** A file listed by the manifest: the top part, or a tab with its caption. */
export interface WorkbookPart {
  readonly tab?: string;
  readonly label?: string;
  readonly items: readonly WorkbookItem[];
}

export type WorkbookItem = TextItem | ParametersItem | QueryItem | RequestItem | BlockItem;

interface CommonItem {
  /** tab.block.item, unique in the workbook. */
  readonly name: string;
  /** Percentage of the row; 100 where absent. */
  readonly width?: number;
  /** All must hold for the item to be shown. */
  readonly when?: readonly Condition[];
}

export interface Condition {
  readonly parameter: string;
  readonly is?: string;
  readonly isNot?: string;
}

export interface TextItem extends CommonItem {
  /** Markdown. */
  readonly text: string;
  readonly style?: 'info' | 'warning' | 'success' | 'error' | 'upsell';
}

export interface ParametersItem extends CommonItem {
  readonly parameters: readonly ParameterDefinition[];
}

export interface BlockItem extends CommonItem {
  readonly title: string;
  readonly items: readonly WorkbookItem[];
}

export type ParameterKind = 'text' | 'dropdown' | 'time-range' | 'resource' | 'subscription' | 'options';
export type QuerySource = 'logs' | 'resource-graph';

export interface ParameterDefinition {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly label?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly hidden?: boolean;
  readonly multiple?: boolean;
  /** The text that stands for all values in a query; offers the choice "All". */
  readonly all?: string;
  readonly options?: readonly ParameterOption[];
  readonly durations?: readonly string[];
  readonly custom?: boolean;
  readonly query?: string;
  readonly source?: QuerySource;
  /** As of a query item. */
  readonly lookback?: string;
  /** A value; `first` and `all` of a list of resources. */
  readonly default?: string;
}

export interface ParameterOption {
  readonly value: string;
  readonly label: string;
}

export type Visual =
  'grid' | 'tiles' | 'map' | 'lines' | 'areas' | 'bars' | 'categories' | 'pie' | 'points' | 'card';

export interface QueryItem extends ResultItem {
  readonly query: string;
  readonly source?: QuerySource;
  /** The clock that the time range selects by; the time of the event where absent. */
  readonly time?: 'event' | 'arrival';
  /**
   * How far back the query can read, such as `90d`, for one that needs rows from before the time range; it
   * then selects by the range in its text alone. The time range where absent.
   */
  readonly lookback?: string;
}

/** An item that shows what Azure's management interface answers, read with the viewer's permissions. */
export interface RequestItem extends ResultItem {
  readonly request: ManagementRequest;
}

export interface ManagementRequest {
  /** From the resource on. */
  readonly path: string;
  /** The api version of the path. */
  readonly version: string;
  /** JSONPath of the list in the answer. */
  readonly rows: string;
  /** JSONPath of each column within an entry of the list. */
  readonly columns: Readonly<Record<string, string>>;
}

interface ResultItem extends CommonItem {
  readonly title: string;
  /** Shown where there is no result: why that may be. */
  readonly empty: string;
  readonly visual: Visual;
  readonly size?: 'tiny' | 'small' | 'medium' | 'large' | 'full';
  readonly chart?: ChartSettings;
  readonly tiles?: TileSettings;
  readonly map?: MapSettings;
  readonly formatters?: readonly Formatter[];
  /** Captions of columns. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly rows?: number;
  readonly sort?: readonly { readonly column: string; readonly order: 'ascending' | 'descending' }[];
  /** Parameters that a click on a row sets. */
  readonly sets?: readonly { readonly parameter: string; readonly column: string }[];
}

export interface ChartSettings {
  readonly x: string;
  readonly y: readonly string[];
  readonly by?: string;
  /** Number of series before the rest is summed up. */
  readonly others?: number;
  readonly legend?: boolean;
}

export interface TileSettings {
  readonly title: string;
  readonly value: string;
  readonly subtitle?: string;
}

export interface MapSettings {
  readonly country?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly size: string;
  readonly label: string;
}

export type FormatterWord = 'auto' | 'text' | 'bar' | 'hidden' | 'time' | 'link' | 'heat' | 'number';

export interface Formatter {
  readonly column: string | readonly string[];
  readonly as: FormatterWord;
  readonly color?: 'blue' | 'green' | 'orange' | 'red' | 'redBright' | 'greenRed';
  readonly unit?: 'count' | 'percent' | 'bytes' | 'seconds';
}

/** Name of the item that shows the title of a block. */
export function headingOf(block: BlockItem): string {
  return `${block.name}.title`;
}

/** Parameters that the compiler itself refers to. */
export const tabParameter = 'selectedTab';
export const workspaceParameter = 'Workspace';
export const timeParameter = 'TimeRange';
export const subscriptionParameter = 'Subscription';

/**
 * What the documentation of the solution promises of the workbook, by tab. Each needs an item.
 * Source: the public description of the workbook's sections All Data and User Data.
 */
export const promises = {
  'all.locations': 'AllData',
  'all.activity': 'AllData',
  'all.versions': 'AllData',
  'user.patterns': 'UserData',
  'user.versions': 'UserData',
  'user.authentication': 'UserData',
  'user.addresses': 'UserData',
} as const;
