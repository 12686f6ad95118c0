/**
 * The second stage: documents of the right form in, findings out. Each check runs as soon as what it
 * needs is there, so that one broken file does not hide what is wrong in the others.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Binder } from '../kql/analyze.ts';
import { compose, type ComposedQuery } from '../kql/compose.ts';
import { transformSchema, workspaceSchema } from '../kql/workspace-schema.ts';
import type { YamlDocument } from '../load/yaml.ts';
import type { RuleFile } from '../model/rule.ts';
import { watchlistColumns } from '../model/watchlist.ts';
import type { WorkbookInput } from '../model/workbook.ts';
import { checkInfrastructure } from './infrastructure/check.ts';
import { checkConnectorQueries, checkTransform } from './queries/plain.ts';
import { checkRule, checkRuleSet } from './rules/rule.ts';
import { checkScenarios } from './rules/scenarios.ts';
import { checkConnectorPage } from './solution/connector-page.ts';
import { checkChangeNotes } from './solution/change-notes.ts';
import { checkLogo } from './solution/logo.ts';
import { checkReleaseNotes } from './solution/release-notes.ts';
import { checkSolution, type ContentFiles } from './solution/solution.ts';
import { checkTable } from './solution/table.ts';
import { checkVocabulary } from './solution/vocabulary.ts';
import type { ValidSources } from './sources.ts';
import { checkWatchlist } from './watchlists/watchlist.ts';
import { checkWorkbook } from './workbook/check.ts';

type Required<T> = { readonly [K in keyof T]-?: NonNullable<T[K]> };

/** All documents, each there; the rules composed and in the order of the solution. */
export type CheckedSources = Required<
  Omit<ValidSources, 'rules' | 'scenarios' | 'workbook' | 'fragments' | 'files' | 'isInfrastructureWhole'>
> & {
  readonly rules: readonly ComposedRule[];
  readonly workbook: WorkbookInput & { readonly manifest: YamlDocument };
};

export interface ComposedRule {
  readonly doc: YamlDocument<RuleFile>;
  readonly composed: ComposedQuery;
}

/** Connector whose rows fill the table besides our own. Source: the published solution, codeless connector. */
const codelessConnector = '1PasswordCCPDefinition';

/** Runs every check; the result is undefined where a document is missing. */
export function checkSources(
  sources: ValidSources,
  bind: Binder,
  report: (d: Diagnostic) => void,
): CheckedSources | undefined {
  const { rules, fragments, ...rest } = sources;
  const composed = rules.map((doc) => ({ doc, composed: compose(doc.value.query, fragments) }));
  const workbook = sources.workbook && { ...sources.workbook, fragments };
  for (const finding of [
    ...documentFindings(sources),
    ...checkRuleSet(rules),
    ...checkScenarios(sources.scenarios, sources.files),
    ...checkChangeNotes(sources.changeNotes),
    ...infrastructureFindings(sources),
    ...queryFindings(sources, composed, workbook, bind),
  ]) {
    report(finding);
  }
  const order = sources.solution?.value.rules ?? [];
  const position = ({ doc }: ComposedRule): number => order.indexOf(contentName(doc.source.path));
  const checked = { ...rest, workbook, rules: composed.toSorted((a, b) => position(a) - position(b)) };
  return isComplete(checked) ? checked : undefined;
}

function isComplete(sources: object): sources is CheckedSources {
  return Object.values(sources).every((value) => value !== undefined);
}

/** What single documents say, and how they fit to the files that are there. */
function documentFindings(sources: ValidSources): Diagnostic[] {
  const { solution, table, vocabulary, watchlist, watchlistRows, logo, releaseNotes, connectorPage } =
    sources;
  return [
    ...(solution ? checkSolution(solution, contentFiles(sources)) : []),
    ...(table ? checkTable(table) : []),
    ...(vocabulary ? checkVocabulary(vocabulary) : []),
    ...(watchlist && watchlistRows ? checkWatchlist(watchlist, watchlistRows) : []),
    ...(logo ? checkLogo(logo) : []),
    ...(releaseNotes && solution ? checkReleaseNotes(releaseNotes, solution.value.version) : []),
    ...(connectorPage && table ? checkConnectorPage(connectorPage, table.value.name) : []),
  ];
}

/** The files of the contents by the names that the solution's lists use. */
function contentFiles({ files }: ValidSources): ContentFiles {
  const below = (folder: string, suffix: string): Map<string, string> =>
    new Map(
      files
        .filter((path) => path.startsWith(`${folder}/`) && path.endsWith(suffix))
        .filter((path) => !path.endsWith('.test.yaml'))
        .map((path) => [contentName(path), path]),
    );
  return {
    rules: below('analytics-rules', '.yaml'),
    workbooks: below('workbooks', '/workbook.yaml'),
    watchlists: below('watchlists', '.yaml'),
  };
}

/** `analytics-rules/a.yaml` is a, `workbooks/a/workbook.yaml` too. */
function contentName(path: string): string {
  return path
    .replace(/\/workbook\.yaml$/, '')
    .replace(/^.*\//, '')
    .replace(/\.yaml$/, '');
}

function infrastructureFindings(sources: ValidSources): Diagnostic[] {
  const { infrastructure, isInfrastructureWhole, table, regions, solution, apiVersions } = sources;
  if (!isInfrastructureWhole || !table || !regions || !solution || !apiVersions) return [];
  return checkInfrastructure({
    parts: infrastructure,
    table: table.value,
    regions: regions.value.regions,
    solution: solution.value,
    apiVersions: apiVersions.value.infrastructure,
  });
}

/** Everything that is KQL, bound against the tables of the workspace. */
function queryFindings(
  sources: ValidSources,
  rules: readonly ComposedRule[],
  workbook: WorkbookInput | undefined,
  bind: Binder,
): Diagnostic[] {
  const { table, vocabulary, techniques, solution, watchlist, connectorPage } = sources;
  if (!table || !vocabulary) return [];
  const schema = workspaceSchema(table.value, watchlistColumns);
  const queryFrame = {
    vocabulary: vocabulary.value,
    schema,
    watchlistAliases: watchlist ? [watchlist.value.alias] : [],
  };
  const found = [
    ...(connectorPage
      ? checkConnectorQueries(connectorPage, queryFrame, (query) => bind(query, schema))
      : []),
    ...checkTransform(table, (query) => bind(query, transformSchema(table.value))),
    ...(workbook ? checkWorkbook(workbook, (query) => bind(query, schema)) : []),
  ];
  if (!techniques || !solution || !connectorPage) return found;
  const frame = {
    ...queryFrame,
    techniques: techniques.value,
    connectorIds: [connectorPage.value.id, codelessConnector],
    tableName: table.value.name,
    titlePrefix: `${solution.value.name} - `,
  };
  return [
    ...found,
    ...rules.flatMap((rule) => checkRule({ ...rule, analysis: bind(rule.composed.text, schema), frame })),
  ];
}
