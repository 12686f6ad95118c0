/**
 * The stages in their order: load, validate, compile, certify. What commands have in common; it writes
 * nothing but the cache of query analyses.
 */
import { fileURLToPath } from 'node:url';
import type { CompiledSolution } from '../bundle/bundle.ts';
import type { SolutionContents } from '../compile/solution.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { createBinder, type Binder } from '../kql/analyze.ts';
import { withCache, type CachedBinder } from '../kql/analysis-cache.ts';
import { keepCompiledCode } from '../kql/language-service.ts';
import { bindAhead } from '../kql/process/ahead.ts';
import { isOfRules, isScenarios, loadSources } from '../load/sources.ts';
import type { ReportContext } from '../report/report.ts';
import { judge, readSeverities, severitiesFile, type Severities } from '../severity/severities.ts';
import { selectValid, type ValidSources } from '../validate/sources.ts';
import { ruleQueries, checkSources, type CheckedSources } from '../validate/validate.ts';
import { compileAhead, compileStages, type CompileOptions } from './compile-stages.ts';
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

export interface StageOptions extends CompileOptions {
  /** Whether answers of the binder may come from an earlier run; true where absent. */
  readonly useCache?: boolean;
  /** What an earlier run in this process knows; the caches on the disk are used where it is absent. */
  readonly memory?: StageMemory;
}

/** Keeps what the binder said of queries, from one run to the next. */
export interface StageMemory {
  readonly bind: Binder;
}

/** The sources as they are saved now; what is wrong with them is left to the stages. */
export function savedSources(root: string): ValidSources {
  return load(root).sources;
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

/** All stages up to the files as they would be written. */
export async function runStages(root: string, options: StageOptions): Promise<Staged> {
  const { memory, useCache = true } = options;
  if (memory) return conclude(prepare(root, { memory }), options);
  const binder = bindAhead({ cacheFolder, useCache, makesSnapshot });
  try {
    // What takes longest to bind is asked for first. No query is made of scenarios, and they take longest to read.
    const { sources: ofRules } = load(root, (path) => isOfRules(path) && !isScenarios(path));
    for (const { query, schema } of ruleQueries(ofRules)) binder.expect(query, schema);
    const { sources } = load(root, (path) => !isScenarios(path));
    checkSources(sources, binder.expect, () => {});
    // While the queries are bound: most often there is no error, and then this is what comes next.
    const loaded = load(root);
    Array.from(compileAhead(loaded.sources, options));
    await binder.settle();
    const prepared = check(loaded, binder.bind, () => binder.save());
    keepCompiledCode();
    return conclude(prepared, options);
  } finally {
    binder.close();
  }
}

function conclude({ checked, diagnostics, context, severities }: Prepared, options: CompileOptions): Staged {
  if (!checked) return { diagnostics: sortDiagnostics(diagnostics), context };
  const { contents, findings, compiled } = compileStages(checked, options);
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
