/**
 * The second stage: documents of the right form in, findings out. Each check runs as soon as what it
 * needs is there, so that one broken file does not hide what is wrong in the others.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Binder, BindingQuestion, QueryAnalysis } from '../kql/analyze.ts';
import { compose, type ComposedQuery } from '../kql/compose.ts';
import { transformSchema, workspaceSchema, type WorkspaceSchema } from '../kql/workspace-schema.ts';
import { isScenarios } from '../load/sources.ts';
import type { YamlDocument } from '../load/yaml.ts';
import type { InfrastructureInput } from '../model/infrastructure.ts';
import { remember } from '../model/remember.ts';
import type { AttackTechniquesFile, RuleFile } from '../model/rule.ts';
import type { ApiVersionsFile, RegionsFile, SolutionFile } from '../model/solution.ts';
import { watchlistColumns } from '../model/watchlist.ts';
import type { TableFile } from '../model/table.ts';
import type { VocabularyFile } from '../model/vocabulary.ts';
import type { WorkbookInput } from '../model/workbook.ts';
import { checkInfrastructure } from './infrastructure/check.ts';
import type { QueryFrame } from './queries/bound-query.ts';
import { checkConnectorQueries, checkTransform } from './queries/plain.ts';
import type { RuleFrame } from './rules/rule-frame.ts';
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
import { fragmentsOf } from './workbook/fragments.ts';
import { checkWorkbook } from './workbook/check.ts';

type Fragments = ValidSources['fragments'];
type Bind = (query: string) => QueryAnalysis;
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
  const composed = composeSources(sources);
  for (const finding of [
    ...documentFindings(sources),
    ...checkRuleSet(sources.rules),
    ...checkScenarios(sources.scenarios, sources.files),
    ...checkChangeNotes(sources.changeNotes),
    ...infrastructureFindings(sources),
    ...queryFindings(sources, composed, bind),
  ]) {
    report(finding);
  }
  return ifComplete(composed);
}

/** The same without a check; undefined where a document is missing. */
export function completeSources(sources: ValidSources): CheckedSources | undefined {
  return ifComplete(composeSources(sources));
}

type ComposedSources = ReturnType<typeof composeSources>;

function composeSources(sources: ValidSources) {
  const { rules, fragments, workbook, ...rest } = sources;
  const order = sources.solution?.value.rules ?? [];
  const position = ({ doc }: ComposedRule): number => order.indexOf(contentName(doc.source.path));
  const composed = rules.map((doc) => sameObject({ doc, composed: compose(doc.value.query, fragments) }));
  return sameObject({
    ...rest,
    rules: composed.toSorted((a, b) => position(a) - position(b)),
    workbook: workbook && sameObject({ ...workbook, fragments: fragmentsOf(workbook, fragments) }),
  });
}

/** What was made of the same documents is one and the same object, so that what is made of it is known. */
function sameObject<T extends object>(made: T): T {
  return objectOf(Object.keys(made), Object.values(made)) as T;
}

const objectOf = remember((names: readonly string[], values: readonly unknown[]): object =>
  Object.fromEntries(names.map((name, i) => [name, values[i]])),
);

function ifComplete(sources: ComposedSources): CheckedSources | undefined {
  return Object.values(sources).includes(undefined) ? undefined : (sources as CheckedSources);
}

/** What is said of the same documents is known; whoever watches changes one and asks for all. */
const known = {
  table: remember(checkTable),
  vocabulary: remember(checkVocabulary),
  watchlist: remember(checkWatchlist),
  logo: remember(checkLogo),
  releaseNotes: remember(checkReleaseNotes),
  connectorPage: remember(checkConnectorPage),
  connectorQueries: remember(checkConnectorQueries),
  transform: remember(checkTransform),
  infrastructure: remember(
    (
      parts: InfrastructureInput['parts'],
      ...[table, regions, solution, apiVersions]: [TableFile, RegionsFile, SolutionFile, ApiVersionsFile]
    ) =>
      checkInfrastructure({
        parts,
        table,
        regions: regions.regions,
        solution,
        apiVersions: apiVersions.infrastructure,
      }),
  ),
  workbook: remember(
    (manifest: YamlDocument, parts: readonly YamlDocument[], fragments: Fragments, bind: Bind) =>
      checkWorkbook({ manifest, parts, fragments }, bind),
  ),
  rule: remember(
    (doc: ComposedRule['doc'], composed: ComposedQuery, analysis: QueryAnalysis, frame: RuleFrame) =>
      checkRule({ doc, composed, analysis, frame }),
  ),
};

/** What single documents say, and how they fit to the files that are there. */
function documentFindings(sources: ValidSources): readonly Diagnostic[] {
  const { solution, table, vocabulary, watchlist, watchlistRows, logo, releaseNotes, connectorPage } =
    sources;
  return [
    ...(solution ? checkSolution(solution, contentFiles(sources)) : []),
    ...(table ? known.table(table) : []),
    ...(vocabulary ? known.vocabulary(vocabulary) : []),
    ...(watchlist && watchlistRows ? known.watchlist(watchlist, watchlistRows) : []),
    ...(logo ? known.logo(logo) : []),
    ...(releaseNotes && solution ? known.releaseNotes(releaseNotes, solution.value.version) : []),
    ...(connectorPage && table ? known.connectorPage(connectorPage, table.value.name) : []),
  ];
}

/** The files of the contents by the names that the solution's lists use. */
function contentFiles({ files }: ValidSources): ContentFiles {
  const below = (folder: string, suffix: string): Map<string, string> =>
    new Map(
      files
        .filter((path) => path.startsWith(`${folder}/`) && path.endsWith(suffix))
        .filter((path) => !isScenarios(path))
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

function infrastructureFindings(sources: ValidSources): readonly Diagnostic[] {
  const { infrastructure, isInfrastructureWhole, table, regions, solution, apiVersions } = sources;
  if (!isInfrastructureWhole || !table || !regions || !solution || !apiVersions) return [];
  return known.infrastructure(infrastructure, table.value, regions.value, solution.value, apiVersions.value);
}

/** The queries of the rules as they are bound, as far as rules and table are there; nothing is judged. */
export function ruleQueries({ rules, fragments, table }: ValidSources): readonly BindingQuestion[] {
  if (!table) return [];
  const { schema } = schemasOf(table.value);
  return rules.map(({ value }) => ({ query: compose(value.query, fragments).text, schema }));
}

/** Everything that is KQL, bound against the tables of the workspace. */
function queryFindings(
  sources: ValidSources,
  { rules, workbook }: ComposedSources,
  bind: Binder,
): readonly Diagnostic[] {
  const { table, vocabulary, techniques, solution, watchlist, connectorPage } = sources;
  if (!table || !vocabulary) return [];
  const { schema, transform } = schemasOf(table.value);
  const aliases = watchlist ? [watchlist.value.alias] : [];
  const queryFrame = frameOfQueries(vocabulary.value, schema, aliases);
  const bindQuery = bindAgainst(bind, schema);
  const found = [
    ...(connectorPage ? known.connectorQueries(connectorPage, queryFrame, bindQuery) : []),
    ...known.transform(table, bindAgainst(bind, transform)),
    ...(workbook ? known.workbook(workbook.manifest, workbook.parts, workbook.fragments, bindQuery) : []),
  ];
  if (!techniques || !solution || !connectorPage) return found;
  const connectors = [connectorPage.value.id, codelessConnector];
  const facts = [table.value.name, `${solution.value.name} - `] as const;
  const frame = frameOfRules(queryFrame, techniques.value, connectors, ...facts);
  return [
    ...found,
    ...rules.flatMap(({ doc, composed }) => known.rule(doc, composed, bindQuery(composed.text), frame)),
  ];
}

const schemasOf = remember((table: TableFile) => ({
  schema: workspaceSchema(table, watchlistColumns),
  transform: transformSchema(table),
}));

/** A binder says the same of the same query whenever it is asked. */
const bindAgainst = remember(
  (bind: Binder, schema: WorkspaceSchema): Bind =>
    (query) =>
      bind(query, schema),
);

const frameOfQueries = remember(
  (vocabulary: VocabularyFile, schema: WorkspaceSchema, watchlistAliases: readonly string[]): QueryFrame => ({
    vocabulary,
    schema,
    watchlistAliases,
  }),
);

const frameOfRules = remember(
  (
    frame: QueryFrame,
    techniques: AttackTechniquesFile,
    connectorIds: readonly string[],
    tableName: string,
    titlePrefix: string,
  ): RuleFrame => ({ ...frame, techniques, connectorIds, tableName, titlePrefix }),
);
