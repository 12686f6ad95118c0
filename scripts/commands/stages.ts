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
import { createBinder } from '../kql/analyze.ts';
import { withCache } from '../kql/analysis-cache.ts';
import { keepCompiledCode } from '../kql/language-service.ts';
import { loadSources } from '../load/sources.ts';
import type { CompiledSolution } from '../bundle/bundle.ts';
import type { ArmTemplate, JsonObject } from '../model/arm.ts';
import type { ApiVersionsFile } from '../model/solution.ts';
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
  /** Absent where a source has an error. */
  readonly checked: CheckedSources | undefined;
}

export interface Staged {
  readonly diagnostics: readonly Diagnostic[];
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
}

/** Load and validate: the sources, where nothing is missing, and what is wrong with them. */
export function prepare(root: string, { useCache = true }: { readonly useCache?: boolean } = {}): Prepared {
  const found: Diagnostic[] = [];
  const report = (d: Diagnostic): void => void found.push(d);
  const binder = createBinder(cacheFolder);
  const cache = useCache ? withCache(binder, cacheFolder) : { bind: binder, save: () => {} };
  const checked = checkSources(selectValid(loadSources(root, report), report), cache.bind, report);
  cache.save();
  keepCompiledCode();
  return { diagnostics: found, checked: hasErrors(found) ? undefined : checked };
}

/** With these findings a wizard cannot even be compiled. */
const unreadable: ReadonlySet<Code> = new Set(['wizard-expression', 'wizard-unknown-placeholder']);

/** All stages up to the files as they would be written. */
export function runStages(root: string, options: StageOptions): Staged {
  const { diagnostics, checked } = prepare(root, options);
  if (!checked) return { diagnostics: sortDiagnostics(diagnostics) };
  const contents = contentsOf(checked);
  const judged = [...diagnostics, ...checkVersions(versionedContents(checked, contents), checked.lock)];
  const mainTemplate = compileTemplate(checked, contents, options);
  // The wizard fills the whole template, also where only its content is written.
  const whole = options.contentOnly ? compileTemplate(checked, contents, {}) : mainTemplate;
  const wizard = wizardFindings(checked, whole);
  if (wizard.some(({ code }) => unreadable.has(code))) {
    return { diagnostics: sortDiagnostics([...judged, ...wizard]) };
  }
  const compiled = { mainTemplate, createUiDefinition: compileUi(checked, options) };
  const found = sortDiagnostics([
    ...judged,
    ...wizard,
    ...certify({ ...compiled, referenceDate: checked.solution.value.lastPublishDate }),
  ]);
  return hasErrors(found)
    ? { diagnostics: found, refused: compiled }
    : { diagnostics: found, checked, contents, compiled };
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
