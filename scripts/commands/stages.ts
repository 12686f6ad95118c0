/**
 * The stages in their order: load, validate, compile, certify. What commands have in common; it writes
 * nothing but the cache of query analyses.
 */
import { fileURLToPath } from 'node:url';
import { certify } from '../certify/certify.ts';
import { toContents } from '../compile/contents.ts';
import type { CompileFrame } from '../compile/frame.ts';
import { compileInfrastructure } from '../compile/infrastructure/deployment.ts';
import { compileMainTemplate } from '../compile/solution.ts';
import { compileWizard } from '../compile/wizard/ui-definition.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { createBinder } from '../kql/analyze.ts';
import { withCache } from '../kql/analysis-cache.ts';
import { loadSources } from '../load/sources.ts';
import type { CompiledSolution } from '../bundle/bundle.ts';
import type { ApiVersionsFile } from '../model/solution.ts';
import { selectValid } from '../validate/sources.ts';
import { checkSources, type CheckedSources } from '../validate/validate.ts';
import { checkWizard } from '../validate/wizard/wizard.ts';

/** Caches belong to the tools, not to the solution that they work on. */
const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/microsoft-sentinel-solution', import.meta.url));

export interface Staged {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where a source has an error. */
  readonly checked?: CheckedSources;
  readonly compiled?: CompiledSolution;
}

export interface StageOptions {
  /** Leave out the connector's infrastructure: the strict package of Content Hub. */
  readonly contentOnly?: boolean;
  /** Use the newest stable api versions for the content instead of the packager's. */
  readonly stableApiVersions?: boolean;
}

/** Runs the stages over the solution in `root`. */
export function runStages(root: string, options: StageOptions = {}): Staged {
  const found: Diagnostic[] = [];
  const report = (d: Diagnostic): void => void found.push(d);
  const cache = withCache(createBinder(cacheFolder), cacheFolder);
  const valid = selectValid(loadSources(root, report), report);
  const checked = checkSources(valid, cache.bind, report);
  cache.save();
  if (!checked || hasErrors(found)) return { diagnostics: sortDiagnostics(found) };
  const compiled = compile(checked, options);
  const { solution } = checked;
  found.push(
    ...(options.contentOnly ? [] : wizardFindings(checked, compiled)),
    ...certify({ ...compiled, referenceDate: solution.value.lastPublishDate }),
  );
  const diagnostics = sortDiagnostics(found);
  return hasErrors(diagnostics) ? { diagnostics } : { diagnostics, checked, compiled };
}

function compile(checked: CheckedSources, options: StageOptions): CompiledSolution {
  const { apiVersions, table, regions, infrastructure } = checked;
  const solution = checked.solution.value;
  const frame: CompileFrame = { solution, apiVersion: (type) => apiVersionOf(apiVersions.value, type, options) };
  const contents = toContents({
    solution,
    connectorPage: checked.connectorPage.value,
    workbook: checked.workbook,
    rules: checked.rules.map(({ doc, composed }) => ({ rule: doc.value, composed })),
    watchlist: checked.watchlist.value,
    watchlistRows: checked.watchlistRows.text,
    tableName: table.value.name,
  });
  const deployment = options.contentOnly
    ? undefined
    : compileInfrastructure({
        parts: infrastructure,
        table: table.value,
        regions: regions.value.regions,
        solution,
        apiVersions: apiVersions.value.infrastructure,
      });
  return {
    mainTemplate: compileMainTemplate(frame, contents, deployment),
    createUiDefinition: compileWizard({
      wizard: checked.wizard.value,
      regions: regions.value.regions,
      solution,
      contentOnly: options.contentOnly ?? false,
    }),
  };
}

function apiVersionOf({ content }: ApiVersionsFile, type: string, { stableApiVersions }: StageOptions): string {
  const version = content[type];
  if (!version) throw new Error(`solution/api-versions.yaml names no version of ${type}`);
  return stableApiVersions ? version.stable : version.packager;
}

/** The wizard is judged against the parameters that it must fill, hence after compiling. */
function wizardFindings(checked: CheckedSources, { mainTemplate }: CompiledSolution): Diagnostic[] {
  return checkWizard({
    document: checked.wizard,
    regions: checked.regions.value.regions,
    solution: checked.solution.value,
    parameters: mainTemplate.parameters,
  });
}
