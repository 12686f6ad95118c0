import type { ComposedQuery } from '../kql/compose.ts';
import type { Json, JsonObject } from '../model/arm.ts';
import type { ConnectorPageFile } from '../model/connector-page.ts';
import { remember } from '../model/remember.ts';
import type { RuleFile } from '../model/rule.ts';
import type { SolutionFile } from '../model/solution.ts';
import type { WatchlistFile } from '../model/watchlist.ts';
import type { WorkbookInput, WorkbookManifest } from '../model/workbook.ts';
import type { ConnectorFacts } from './connector-item.ts';
import { deployLink } from './deploy-link.ts';
import type { SolutionContents } from './solution.ts';
import type { WorkbookFacts } from './workbook-item.ts';
import { compileWorkbook } from './workbook/notebook.ts';

/** Valid definitions of the contents, as they were written. */
export interface ContentDefinitions {
  readonly solution: SolutionFile;
  readonly connectorPage: ConnectorPageFile;
  readonly workbook: WorkbookInput;
  /** In the order of the solution. */
  readonly rules: readonly { readonly rule: RuleFile; readonly composed: ComposedQuery }[];
  readonly watchlist: WatchlistFile;
  readonly watchlistRows: string;
  readonly tableName: string;
}

/** Brings the definitions into the form from which the items of the package are made. */
export function toContents(definitions: ContentDefinitions): SolutionContents {
  const { connectorPage, solution, rules, watchlist, watchlistRows } = definitions;
  return {
    connector: toConnector(connectorPage, solution),
    workbooks: [toWorkbook(definitions)],
    rules: rules.map(({ rule, composed }) => ({ rule, query: composed.text })),
    watchlists: [{ definition: watchlist, csv: watchlistRows }],
  };
}

function toConnector(page: ConnectorPageFile, solution: SolutionFile): ConnectorFacts {
  const { id, version, ...ui } = page;
  const address = deployLink(solution);
  const instructionSteps = page.instructionSteps.map((step) => ({
    ...step,
    description: step.description.trimEnd().replaceAll('${deployLink}', address),
  }));
  return { id, version, title: page.title, page: trimTexts(asJson({ ...ui, instructionSteps })) };
}

function toWorkbook({ workbook, rules, tableName }: ContentDefinitions): WorkbookFacts {
  const manifest = workbook.manifest.value as WorkbookManifest;
  const connectors = rules.flatMap(({ rule }) => rule.requiredDataConnectors.map((c) => c.connectorId));
  return {
    key: manifest.key,
    title: manifest.title,
    description: manifest.description.replace(/\s*\n\s*/g, ' ').trim(),
    version: manifest.version,
    notebook: notebookOf(workbook.manifest, workbook.parts, workbook.fragments),
    dataType: tableName,
    connectors: [...new Set(connectors)].sort(),
  };
}

const notebookOf = remember(
  (
    manifest: WorkbookInput['manifest'],
    parts: WorkbookInput['parts'],
    fragments: WorkbookInput['fragments'],
  ) => compileWorkbook({ manifest, parts, fragments }).notebook,
);

/** A definition is plain data; its type says more than that it is JSON. */
function asJson(definition: object): JsonObject {
  return definition as JsonObject;
}

/** Block texts end with a line end, which no reader of the page needs. */
function trimTexts<T extends Json>(value: T): T {
  if (typeof value === 'string') return value.trimEnd() as T;
  if (Array.isArray(value)) return value.map(trimTexts) as unknown as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, trimTexts(member)])) as T;
}
