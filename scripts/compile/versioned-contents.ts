import type { YamlDocument } from '../load/yaml.ts';
import type { ConnectorPageFile } from '../model/connector-page.ts';
import type { VersionedContent } from '../model/content-version.ts';
import type { InfrastructurePart } from '../model/infrastructure.ts';
import type { RuleFile } from '../model/rule.ts';
import { solutionId, type ApiVersionsFile, type RegionsFile, type SolutionFile } from '../model/solution.ts';
import type { TableFile } from '../model/table.ts';
import type { WatchlistFile } from '../model/watchlist.ts';
import type { WizardFile } from '../model/wizard.ts';
import type { WorkbookManifest } from '../model/workbook.ts';
import { ruleProperties } from './rule.ts';
import type { SolutionContents } from './solution.ts';

/** The documents in which versions stand, and those that only the solution's own version covers. */
export interface VersionedDocuments {
  readonly solution: YamlDocument<SolutionFile>;
  readonly connectorPage: YamlDocument<ConnectorPageFile>;
  readonly workbook: { readonly manifest: YamlDocument };
  readonly rules: readonly { readonly doc: YamlDocument<RuleFile> }[];
  readonly watchlist: YamlDocument<WatchlistFile>;
  readonly wizard: YamlDocument<WizardFile>;
  readonly infrastructure: readonly YamlDocument<InfrastructurePart>[];
  readonly regions: YamlDocument<RegionsFile>;
  readonly table: YamlDocument<TableFile>;
  readonly apiVersions: YamlDocument<ApiVersionsFile>;
}

/**
 * Every content with its version and with what is shipped of it: the lock holds a hash of that. The
 * solution's own content is what no other item covers, and the versions of the others: those of `settled` (by id) where a new one has been given.
 */
export function versionedContents(
  documents: VersionedDocuments,
  contents: SolutionContents,
  settled: ReadonlyMap<string, string> = new Map(),
): VersionedContent[] {
  const { connectorPage, workbook, rules, solution } = documents;
  const items = [
    connectorContent(connectorPage),
    workbookContent(workbook.manifest, contents),
    ...rules.map(({ doc }, i) => ruleContent(doc, contents.rules[i]?.query ?? '')),
  ];
  const { version, lastPublishDate: _, ...facts } = solution.value;
  return [
    ...items,
    {
      kind: 'Solution',
      id: solutionId(solution.value),
      name: solution.value.name,
      version,
      content: JSON.stringify([
        facts,
        items.map(({ id, version }) => [id, settled.get(id) ?? version]),
        contents.watchlists,
        documents.infrastructure.map((part) => part.value),
        documents.wizard.value,
        documents.regions.value,
        documents.table.value,
        documents.apiVersions.value,
      ]),
      location: solution.at(['version']),
    },
  ];
}

/** Every content by kind, id and version; a watchlist has the version of the solution. */
export function listContents(
  documents: VersionedDocuments,
  contents: SolutionContents,
): Pick<VersionedContent, 'kind' | 'id' | 'version'>[] {
  const { version } = documents.solution.value;
  return [
    ...versionedContents(documents, contents).map(({ kind, id, version }) => ({ kind, id, version })),
    ...contents.watchlists.map(({ definition }) => ({
      kind: 'Watchlist' as const,
      id: definition.alias,
      version,
    })),
  ];
}

function connectorContent(document: YamlDocument<ConnectorPageFile>): VersionedContent {
  const { id, title, version, ...page } = document.value;
  const content = JSON.stringify([id, title, page]);
  return { kind: 'DataConnector', id, name: title, version, content, location: document.at(['version']) };
}

function workbookContent(document: YamlDocument, contents: SolutionContents): VersionedContent {
  const { key, title, version } = document.value as WorkbookManifest;
  const { version: _, ...facts } = contents.workbooks.find((workbook) => workbook.key === key) ?? {};
  const content = JSON.stringify(facts);
  return { kind: 'Workbook', id: key, name: title, version, content, location: document.at(['version']) };
}

function ruleContent(document: YamlDocument<RuleFile>, query: string): VersionedContent {
  const { id, name, version } = document.value;
  const content = JSON.stringify(ruleProperties(document.value, query));
  return { kind: 'AnalyticsRule', id, name, version, content, location: document.at(['version']) };
}
