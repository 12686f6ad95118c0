import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { toFragment, type Fragment } from '../kql/fragment.ts';
import type { SourceFile } from '../load/source.ts';
import { documentsIn, isScenarios, type SourceTree } from '../load/sources.ts';
import type { YamlDocument } from '../load/yaml.ts';
import type { ConnectorPageFile } from '../model/connector-page.ts';
import type { ChangeNote } from '../model/change-note.ts';
import { remember } from '../model/remember.ts';
import type { VersionsLock } from '../model/content-version.ts';
import type { InfrastructurePart } from '../model/infrastructure.ts';
import type { RuleScenariosFile } from '../model/rule-scenarios.ts';
import type { AttackTechniquesFile, RuleFile } from '../model/rule.ts';
import type { ApiVersionsFile, RegionsFile, SolutionFile } from '../model/solution.ts';
import type { SurvivorsFile } from '../model/survivors.ts';
import type { TableFile } from '../model/table.ts';
import type { VocabularyFile } from '../model/vocabulary.ts';
import type { WatchlistFile } from '../model/watchlist.ts';
import type { WizardFile } from '../model/wizard.ts';
import { checkSchema } from './schema.ts';

/** The documents whose form is right. One that is missing or malformed is absent, and has been reported. */
export interface ValidSources {
  readonly solution: YamlDocument<SolutionFile> | undefined;
  readonly regions: YamlDocument<RegionsFile> | undefined;
  readonly table: YamlDocument<TableFile> | undefined;
  readonly vocabulary: YamlDocument<VocabularyFile> | undefined;
  readonly techniques: YamlDocument<AttackTechniquesFile> | undefined;
  readonly apiVersions: YamlDocument<ApiVersionsFile> | undefined;
  readonly connectorPage: YamlDocument<ConnectorPageFile> | undefined;
  readonly wizard: YamlDocument<WizardFile> | undefined;
  readonly lock: YamlDocument<VersionsLock> | undefined;
  readonly watchlist: YamlDocument<WatchlistFile> | undefined;
  readonly watchlistRows: SourceFile | undefined;
  readonly logo: SourceFile | undefined;
  readonly releaseNotes: SourceFile | undefined;
  readonly rules: readonly YamlDocument<RuleFile>[];
  readonly scenarios: readonly YamlDocument<RuleScenariosFile>[];
  readonly survivors: YamlDocument<SurvivorsFile | null> | undefined;
  readonly changeNotes: readonly YamlDocument<ChangeNote>[];
  readonly infrastructure: readonly YamlDocument<InfrastructurePart>[];
  /** Whether every file of the infrastructure has the right form: only a whole can be judged. */
  readonly isInfrastructureWhole: boolean;
  readonly workbook: { readonly manifest: YamlDocument; readonly parts: readonly YamlDocument[] } | undefined;
  readonly fragments: ReadonlyMap<string, Fragment>;
  /** Every file that is there, well-formed or not. */
  readonly files: readonly string[];
}

/** Sorts the documents by what they hold and checks the form of each against its JSON schema. */
export function selectValid(tree: SourceTree, report: (d: Diagnostic) => void): ValidSources {
  const check = <T>(document: YamlDocument | undefined, schema: string): YamlDocument<T> | undefined => {
    if (!document) return undefined;
    const found = checkSchema(document, schema);
    found.forEach(report);
    return found.length === 0 ? (document as YamlDocument<T>) : undefined;
  };
  const single = <T>(path: string, schema: string): YamlDocument<T> | undefined =>
    check<T>(tree.documents.get(path), schema);
  const all = <T>(folder: string, schema: string): YamlDocument<T>[] =>
    documentsIn(tree, folder).flatMap((document) => check<T>(document, schema) ?? []);

  const infrastructure = all<InfrastructurePart>('solution/infrastructure', 'infrastructure');
  const inRules = documentsIn(tree, 'analytics-rules');
  const texts = [...tree.texts.values()];
  return {
    solution: single('solution/solution.yaml', 'solution'),
    regions: single('solution/regions.yaml', 'regions'),
    table: single('solution/table.yaml', 'table'),
    vocabulary: single('solution/vocabulary.yaml', 'vocabulary'),
    techniques: single('solution/attack-techniques.yaml', 'attack-techniques'),
    apiVersions: single('solution/api-versions.yaml', 'api-versions'),
    connectorPage: single('solution/connector-page.yaml', 'connector-page'),
    wizard: single('solution/wizard.yaml', 'wizard'),
    lock: single('solution/versions.lock.yaml', 'versions-lock'),
    survivors: single('solution/survivors.yaml', 'survivors'),
    watchlist: single('watchlists/pg1pw.yaml', 'watchlist'),
    watchlistRows: tree.texts.get('watchlists/pg1pw.csv'),
    logo: tree.texts.get('solution/logo.svg'),
    releaseNotes: tree.texts.get('solution/release-notes.md'),
    rules: inRules
      .filter(({ source }) => !isScenarios(source.path))
      .flatMap((d) => check<RuleFile>(d, 'rule') ?? []),
    scenarios: inRules
      .filter(({ source }) => isScenarios(source.path))
      .flatMap((d) => check<RuleScenariosFile>(d, 'rule-scenarios') ?? []),
    changeNotes: all('changes', 'change-note'),
    infrastructure,
    isInfrastructureWhole: infrastructure.length === documentsIn(tree, 'solution/infrastructure').length,
    workbook: selectWorkbook(tree, check),
    fragments: toFragments(texts.filter((text) => text.path.startsWith('solution/fragments/'))),
    files: tree.files,
  };
}

const readFragment = remember(toFragment);

/** The fragments by their names. */
const toFragments = remember(
  (sources: readonly SourceFile[]): ReadonlyMap<string, Fragment> =>
    new Map(sources.map((source) => readFragment(source)).map((fragment) => [fragment.name, fragment])),
);

function selectWorkbook(
  tree: SourceTree,
  check: (document: YamlDocument, schema: string) => YamlDocument | undefined,
): ValidSources['workbook'] {
  const documents = documentsIn(tree, 'workbooks');
  const valid = documents.flatMap((d) => check(d, isManifest(d) ? 'workbook' : 'workbook-part') ?? []);
  const manifest = valid.find(isManifest);
  if (!manifest || valid.length < documents.length) return undefined;
  return { manifest, parts: valid.filter((document) => document !== manifest) };
}

function isManifest(document: YamlDocument): boolean {
  return document.source.path.endsWith('/workbook.yaml');
}
