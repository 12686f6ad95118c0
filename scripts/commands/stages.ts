/**
 * The stages in their order: load, validate, compile, certify. What commands have in common; it writes
 * nothing but the cache of query analyses.
 */
import { fileURLToPath } from 'node:url';
import { certify } from '../certify/certify.ts';
import { toContents } from '../compile/contents.ts';
import { compileInfrastructure } from '../compile/infrastructure/deployment.ts';
import { compileMainTemplate, type SolutionContents } from '../compile/solution.ts';
import { versionedContents } from '../compile/versioned-contents.ts';
import { compileWizard } from '../compile/wizard/ui-definition.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Code } from '../diagnostics/registry.ts';
import { createBinder, type Binder } from '../kql/analyze.ts';
import { withCache, type CachedBinder } from '../kql/analysis-cache.ts';
import { keepCompiledCode } from '../kql/language-service.ts';
import { loadSources } from '../load/sources.ts';
import type { CompiledSolution } from '../bundle/bundle.ts';
import type { ArmTemplate, JsonObject } from '../model/arm.ts';
import type { ApiVersionsFile } from '../model/solution.ts';
import { parseYaml } from '../load/yaml.ts';
import type { ReportContext } from '../report/report.ts';
import { judge, readSeverities, severitiesFile, type Severities } from '../severity/severities.ts';
import { checkVersions } from '../validate/solution/version-lock.ts';
import { selectValid } from '../validate/sources.ts';
import { checkSources, type CheckedSources } from '../validate/validate.ts';
import { checkWizard } from '../validate/wizard/wizard.ts';

/** Caches belong to the tools, not to the solution that they work on. */
export const cacheFolder = fileURLToPath(
  new URL('../../node_modules/.cache/microsoft-sentinel-solution', import.meta.url),
);

export interface Prepared {
  readonly diagnostics: readonly Diagnostic[];
  readonly context: ReportContext;
  readonly severities: Severities;
  /** Absent where a source has an error. */
  readonly checked: CheckedSources | undefined;
}

export interface Staged {
  readonly diagnostics: readonly Diagnostic[];
  readonly context: ReportContext;
  /** What follows is absent where there is an error. */
  readonly checked?: CheckedSources;
  readonly contents?: SolutionContents;
  readonly compiled?: CompiledSolution;
  /** What the last look found errors in: shown with the findings, never written. */
  readonly refused?: CompiledSolution;
}

export interface StageOptions {
  /** Leave out the connector's infrastructure: the strict package of Content Hub. */
  readonly contentOnly?: boolean;
  /** Use the newest stable api versions for the content instead of the packager's. */
  readonly stableApiVersions?: boolean;
  /** Whether answers of the binder may come from an earlier run; true where absent. */
  readonly useCache?: boolean;
  /** What an earlier run in this process knows; the caches on the disk are used where it is absent. */
  readonly memory?: StageMemory;
}

/** Keeps what is known of files and queries that have not changed, from one run to the next. */
export interface StageMemory {
  readonly parse: typeof parseYaml;
  readonly bind: Binder;
}

/** Load and validate: the sources, where nothing is missing, and what is wrong with them. */
export function prepare(
  root: string,
  { useCache = true, memory }: Pick<StageOptions, 'useCache' | 'memory'> = {},
): Prepared {
  const found: Diagnostic[] = [];
  const report = (d: Diagnostic): void => void found.push(d);
  const tree = loadSources(root, report, memory?.parse);
  const severities = readSeverities(tree.documents.get(severitiesFile), report);
  const sources = selectValid(tree, report);
  const { bind, save } = memory ? { bind: memory.bind, save: () => {} } : diskBinder(useCache);
  const checked = checkSources(sources, bind, report);
  save();
  const { diagnostics, switchedOff } = judge(found, severities);
  const solution = sources.solution?.value;
  return {
    diagnostics,
    severities,
    context: { files: tree.files, switchedOff, ...(solution && { solution }) },
    checked: hasErrors(diagnostics) ? undefined : checked,
  };
}

/** A binder for one run; `save` leaves for the next run what this one found out. */
function diskBinder(useCache: boolean): CachedBinder {
  const binder = createBinder(cacheFolder);
  const { bind, save } = useCache ? withCache(binder, cacheFolder) : { bind: binder, save: () => {} };
  return {
    bind,
    save: () => {
      save();
      keepCompiledCode();
    },
  };
}

/** With these findings a wizard cannot even be compiled. */
const unreadable: ReadonlySet<Code> = new Set(['wizard-expression', 'wizard-unknown-placeholder']);

/** All stages up to the files as they would be written. */
export function runStages(root: string, options: StageOptions): Staged {
  const { diagnostics, checked, context, severities } = prepare(root, options);
  if (!checked) return { diagnostics: sortDiagnostics(diagnostics), context };
  const contents = contentsOf(checked);
  const versions = checkVersions(versionedContents(checked, contents), checked.lock);
  const mainTemplate = compileTemplate(checked, contents, options);
  // The wizard fills the whole template, also where only its content is written.
  const whole = options.contentOnly ? compileTemplate(checked, contents, {}) : mainTemplate;
  const wizard = wizardFindings(checked, whole);
  const conclude = (found: readonly Diagnostic[]): Staged => {
    const later = judge(found, severities);
    return {
      diagnostics: sortDiagnostics([...diagnostics, ...later.diagnostics]),
      context: { ...context, switchedOff: [...context.switchedOff, ...later.switchedOff] },
    };
  };
  if (wizard.some(({ code }) => unreadable.has(code))) return conclude([...versions, ...wizard]);
  const compiled = { mainTemplate, createUiDefinition: compileUi(checked, options) };
  const referenceDate = checked.solution.value.lastPublishDate;
  const staged = conclude([...versions, ...wizard, ...certify({ ...compiled, referenceDate })]);
  return hasErrors(staged.diagnostics)
    ? { ...staged, refused: compiled }
    : { ...staged, checked, contents, compiled };
}

/** The contents in the form from which the package is made. */
export function contentsOf(checked: CheckedSources): SolutionContents {
  return toContents({
    solution: checked.solution.value,
    connectorPage: checked.connectorPage.value,
    workbook: checked.workbook,
    rules: checked.rules.map(({ doc, composed }) => ({ rule: doc.value, composed })),
    watchlist: checked.watchlist.value,
    watchlistRows: checked.watchlistRows.text,
    tableName: checked.table.value.name,
  });
}

/** The two templates. */
export function compile(
  checked: CheckedSources,
  contents: SolutionContents,
  options: StageOptions,
): CompiledSolution {
  return {
    mainTemplate: compileTemplate(checked, contents, options),
    createUiDefinition: compileUi(checked, options),
  };
}

function compileUi(
  { regions, solution, wizard }: CheckedSources,
  { contentOnly = false }: StageOptions,
): JsonObject {
  return compileWizard({
    wizard: wizard.value,
    regions: regions.value.regions,
    solution: solution.value,
    contentOnly,
  });
}

function compileTemplate(
  checked: CheckedSources,
  contents: SolutionContents,
  { contentOnly = false, stableApiVersions = false }: StageOptions,
): ArmTemplate {
  const { apiVersions, table, regions, infrastructure: parts } = checked;
  const solution = checked.solution.value;
  const apiVersion = (type: string): string => contentApiVersion(apiVersions.value, type, stableApiVersions);
  const infrastructure = contentOnly
    ? undefined
    : compileInfrastructure({
        regions: regions.value.regions,
        solution,
        parts,
        table: table.value,
        apiVersions: apiVersions.value.infrastructure,
      });
  return compileMainTemplate({ solution, apiVersion }, contents, infrastructure);
}

function contentApiVersion({ content }: ApiVersionsFile, type: string, isStable: boolean): string {
  const version = content[type];
  if (!version) throw new TypeError(`solution/api-versions.yaml names no version of ${type}`);
  return isStable ? version.stable : version.packager;
}

/** The wizard is judged against the parameters that it must fill: those of the whole template. */
function wizardFindings(checked: CheckedSources, { parameters }: ArmTemplate): Diagnostic[] {
  return checkWizard({
    document: checked.wizard,
    regions: checked.regions.value.regions,
    solution: checked.solution.value,
    parameters,
  });
}
