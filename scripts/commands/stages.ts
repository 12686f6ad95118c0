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
import { createBinder, type Binder, type BindingQuestion } from '../kql/analyze.ts';
import { withCache, type CachedBinder } from '../kql/analysis-cache.ts';
import { keepCompiledCode } from '../kql/language-service.ts';
import { bindAhead } from '../kql/process/ahead.ts';
import { isOfRules, isScenarios, loadSources } from '../load/sources.ts';
import type { CompiledSolution } from '../bundle/bundle.ts';
import type { ArmTemplate, JsonObject } from '../model/arm.ts';
import { remember } from '../model/remember.ts';
import type { RuleFile } from '../model/rule.ts';
import type { ApiVersionsFile, RegionsFile, SolutionFile } from '../model/solution.ts';
import type { TableFile } from '../model/table.ts';
import type { WizardFile } from '../model/wizard.ts';
import type { ReportContext } from '../report/report.ts';
import { judge, readSeverities, severitiesFile, type Severities } from '../severity/severities.ts';
import { checkVersions } from '../validate/solution/version-lock.ts';
import { selectValid, type ValidSources } from '../validate/sources.ts';
import { ruleQueries, checkSources, type CheckedSources } from '../validate/validate.ts';
import { checkWizard } from '../validate/wizard/wizard.ts';
import { makesSnapshot } from './tools.ts';

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

/** Keeps what the binder said of queries, from one run to the next. */
export interface StageMemory {
  readonly bind: Binder;
}

/** The queries of the rules as they are saved now. */
export function savedQueries(root: string): readonly BindingQuestion[] {
  return ruleQueries(load(root).sources);
}

/** Load and validate: the sources, where nothing is missing, and what is wrong with them. */
export function prepare(
  root: string,
  { useCache = true, memory }: Pick<StageOptions, 'useCache' | 'memory'> = {},
): Prepared {
  const { bind, save } = memory ? { bind: memory.bind, save: () => {} } : diskBinder(useCache);
  return check(load(root), bind, save);
}

interface Loaded {
  readonly files: ReportContext['files'];
  readonly sources: ValidSources;
  readonly severities: Severities;
  readonly found: readonly Diagnostic[];
}

function load(root: string, isWanted?: (path: string) => boolean): Loaded {
  const found: Diagnostic[] = [];
  const report = (d: Diagnostic): void => void found.push(d);
  const tree = loadSources(root, report, isWanted);
  const severities = readSeverities(tree.documents.get(severitiesFile), report);
  return { files: tree.files, sources: selectValid(tree, report), severities, found };
}

function check({ files, sources, severities, found }: Loaded, bind: Binder, save: () => void): Prepared {
  const all = [...found];
  const checked = checkSources(sources, bind, (d) => void all.push(d));
  save();
  const { diagnostics, switchedOff } = judge(all, severities);
  const solution = sources.solution?.value;
  return {
    diagnostics,
    severities,
    context: { files, switchedOff, ...(solution && { solution }) },
    checked: hasErrors(diagnostics) ? undefined : checked,
  };
}

/** A binder for one run; `save` leaves for the next run what this one found out. */
function diskBinder(useCache: boolean): Pick<CachedBinder, 'bind' | 'save'> {
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
export async function runStages(root: string, options: StageOptions): Promise<Staged> {
  const { memory, useCache = true } = options;
  if (memory)
    return conclude(
      check(load(root), memory.bind, () => {}),
      options,
    );
  const binder = bindAhead({ cacheFolder, useCache, makesSnapshot });
  try {
    // What takes longest to bind is asked for first. No query is made of scenarios, and they take longest to read.
    const { sources: ofRules } = load(root, (path) => isOfRules(path) && !isScenarios(path));
    for (const { query, schema } of ruleQueries(ofRules)) binder.expect(query, schema);
    const { sources } = load(root, (path) => !isScenarios(path));
    const expected = checkSources(sources, binder.expect, () => {});
    // While the queries are bound: most often there is no error, and then this is what comes next.
    const loaded = load(root);
    const early = expected && attempt(() => compileStages(expected, options));
    await binder.settle();
    const prepared = check(loaded, binder.bind, () => binder.save());
    keepCompiledCode();
    return conclude(prepared, options, early);
  } finally {
    binder.close();
  }
}

/** What compiling says and gives. */
interface CompiledStages {
  readonly contents: SolutionContents;
  readonly findings: readonly Diagnostic[];
  /** Absent where the wizard cannot be compiled. */
  readonly compiled?: CompiledSolution;
}

function conclude(
  { checked, diagnostics, context, severities }: Prepared,
  options: StageOptions,
  early?: CompiledStages,
): Staged {
  if (!checked) return { diagnostics: sortDiagnostics(diagnostics), context };
  const { contents, findings, compiled } = early ?? compileStages(checked, options);
  const later = judge(findings, severities);
  const staged = {
    diagnostics: sortDiagnostics([...diagnostics, ...later.diagnostics]),
    context: { ...context, switchedOff: [...context.switchedOff, ...later.switchedOff] },
  };
  if (!compiled) return staged;
  return hasErrors(staged.diagnostics)
    ? { ...staged, refused: compiled }
    : { ...staged, checked, contents, compiled };
}

/** Compile and certify. */
function compileStages(checked: CheckedSources, options: StageOptions): CompiledStages {
  const contents = contentsOf(checked);
  const versions = checkVersions(versionedContents(checked, contents), checked.lock);
  const mainTemplate = compileTemplate(checked, contents, options);
  // The wizard fills the whole template, also where only its content is written.
  const whole = options.contentOnly ? compileTemplate(checked, contents, {}) : mainTemplate;
  const wizard = wizardFindings(checked, whole);
  const findings = [...versions, ...wizard];
  if (wizard.some(({ code }) => unreadable.has(code))) return { contents, findings };
  const compiled = { mainTemplate, createUiDefinition: compileUi(checked, options) };
  const referenceDate = checked.solution.value.lastPublishDate;
  return { contents, findings: [...findings, ...certify({ ...compiled, referenceDate })], compiled };
}

/** Sources with errors may be such that nothing can be made of them; whoever needs it, tries again. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
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
  { regions, solution, wizard, rules }: CheckedSources,
  { contentOnly = false }: StageOptions,
): JsonObject {
  return known.ui(wizard.value, regions.value, solution.value, ruleFiles(rules), contentOnly);
}

function ruleFiles(rules: CheckedSources['rules']): readonly RuleFile[] {
  return rules.map(({ doc }) => doc.value);
}

/** What is made of the same documents is the same; whoever watches changes one of them at a time. */
const known = {
  ui: remember(
    (
      wizard: WizardFile,
      { regions }: RegionsFile,
      solution: SolutionFile,
      rules: readonly RuleFile[],
      contentOnly: boolean,
    ) => compileWizard({ wizard, regions, solution, rules, contentOnly }),
  ),
  infrastructure: remember(
    (
      parts: CheckedSources['infrastructure'],
      table: TableFile,
      { regions }: RegionsFile,
      solution: SolutionFile,
      { infrastructure: apiVersions }: ApiVersionsFile,
    ) => compileInfrastructure({ regions, solution, parts, table, apiVersions }),
  ),
  /** The parameters of the template are made anew each time, so they are known by their text. */
  wizardFindings: remember(
    (
      document: CheckedSources['wizard'],
      { regions }: RegionsFile,
      solution: SolutionFile,
      rules: readonly RuleFile[],
      parameters: string,
    ) =>
      checkWizard({
        document,
        regions,
        solution,
        rules,
        parameters: JSON.parse(parameters) as ArmTemplate['parameters'],
      }),
  ),
};

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
    : known.infrastructure(parts, table.value, regions.value, solution, apiVersions.value);
  return compileMainTemplate({ solution, apiVersion }, contents, infrastructure);
}

function contentApiVersion({ content }: ApiVersionsFile, type: string, isStable: boolean): string {
  const version = content[type];
  if (!version) throw new TypeError(`solution/api-versions.yaml names no version of ${type}`);
  return isStable ? version.stable : version.packager;
}

/** The wizard is judged against the parameters that it must fill: those of the whole template. */
function wizardFindings(
  { wizard, regions, solution, rules }: CheckedSources,
  { parameters }: ArmTemplate,
): readonly Diagnostic[] {
  const files = ruleFiles(rules);
  return known.wizardFindings(wizard, regions.value, solution.value, files, JSON.stringify(parameters));
}
