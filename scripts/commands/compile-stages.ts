/** The third stage and the last look: sources that are complete in, the two templates and their findings out. */
import { certify } from '../certify/certify.ts';
import { toContents } from '../compile/contents.ts';
import { compileInfrastructure } from '../compile/infrastructure/deployment.ts';
import { compileMainTemplate, type SolutionContents } from '../compile/solution.ts';
import { versionedContents } from '../compile/versioned-contents.ts';
import { compileWizard } from '../compile/wizard/ui-definition.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Code } from '../diagnostics/registry.ts';
import type { CompiledSolution } from '../bundle/bundle.ts';
import type { ArmTemplate, JsonObject } from '../model/arm.ts';
import { remember } from '../model/remember.ts';
import type { RuleFile } from '../model/rule.ts';
import type { ApiVersionsFile, RegionsFile, SolutionFile } from '../model/solution.ts';
import type { TableFile } from '../model/table.ts';
import type { WizardFile } from '../model/wizard.ts';
import { checkVersions } from '../validate/solution/version-lock.ts';
import type { ValidSources } from '../validate/sources.ts';
import { completeSources, type CheckedSources } from '../validate/validate.ts';
import { checkWizard } from '../validate/wizard/wizard.ts';

export interface CompileOptions {
  /** Leave out the connector's infrastructure: the strict package of Content Hub. */
  readonly contentOnly?: boolean;
  /** Use the newest stable api versions for the content instead of the packager's. */
  readonly stableApiVersions?: boolean;
}

/** With these findings a wizard cannot even be compiled. */
const unreadable: ReadonlySet<Code> = new Set(['wizard-expression', 'wizard-unknown-placeholder']);

/** What compiling says and gives. */
export interface CompiledStages {
  readonly contents: SolutionContents;
  readonly findings: readonly Diagnostic[];
  /** Absent where the wizard cannot be compiled. */
  readonly compiled?: CompiledSolution;
}

/** Compile and certify. */
export function compileStages(checked: CheckedSources, options: CompileOptions): CompiledStages {
  const { contents, findings, compiled } = compileBoth(checked, options);
  if (!compiled) return { contents, findings };
  return { contents, findings: [...findings, ...known.certified(compiled, releaseDate(checked))], compiled };
}

/**
 * The same before it is known whether the sources have errors, step by step; what is done remains known, so that
 * whoever needs it then has it at once. Gives the templates where they can be made.
 */
export function* compileAhead(
  sources: ValidSources,
  options: CompileOptions = {},
): Generator<void, CompiledSolution | undefined> {
  const checked = completeSources(sources);
  if (!checked) return undefined;
  try {
    const { compiled } = compileBoth(checked, options);
    yield;
    if (compiled) known.certified(compiled, releaseDate(checked));
    yield;
    return compiled;
  } catch {
    // Sources with errors may be such that nothing can be made of them; whoever needs it, tries again.
    return undefined;
  }
}

function compileBoth(
  checked: CheckedSources,
  { contentOnly = false, stableApiVersions = false }: CompileOptions,
): CompiledStages {
  return known.compiled(checked, contentOnly, stableApiVersions);
}

function releaseDate({ solution }: CheckedSources): string {
  return solution.value.lastPublishDate;
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
  options: CompileOptions,
): CompiledSolution {
  return {
    mainTemplate: compileTemplate(checked, contents, options),
    createUiDefinition: compileUi(checked, options),
  };
}

function compileUi(
  { regions, solution, wizard, rules }: CheckedSources,
  { contentOnly = false }: CompileOptions,
): JsonObject {
  return known.ui(wizard.value, regions.value, solution.value, ruleFiles(rules), contentOnly);
}

function ruleFiles(rules: CheckedSources['rules']): readonly RuleFile[] {
  return rules.map(({ doc }) => doc.value);
}

/** What is made of the same documents is the same; whoever watches changes one of them at a time. */
const known = {
  compiled: remember(
    (checked: CheckedSources, contentOnly: boolean, stableApiVersions: boolean): CompiledStages => {
      const options = { contentOnly, stableApiVersions };
      const contents = contentsOf(checked);
      const versions = checkVersions(versionedContents(checked, contents), checked.lock);
      const mainTemplate = compileTemplate(checked, contents, options);
      // The wizard fills the whole template, also where only its content is written.
      const whole = contentOnly ? compileTemplate(checked, contents, {}) : mainTemplate;
      const wizard = wizardFindings(checked, whole);
      const findings = [...versions, ...wizard];
      if (wizard.some(({ code }) => unreadable.has(code))) return { contents, findings };
      return {
        contents,
        findings,
        compiled: { mainTemplate, createUiDefinition: compileUi(checked, options) },
      };
    },
  ),
  certified: remember((compiled: CompiledSolution, referenceDate: string): readonly Diagnostic[] =>
    certify({ ...compiled, referenceDate }),
  ),
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
  { contentOnly = false, stableApiVersions = false }: CompileOptions,
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
