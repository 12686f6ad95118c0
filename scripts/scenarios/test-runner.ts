/** Runs the rules of a solution, again and again where it is watched: what has not changed is not run again. */
import { createHash } from 'node:crypto';
import type { YamlDocument } from '../load/yaml.ts';
import type { RuleFile } from '../model/rule.ts';
import { compose } from '../kql/compose.ts';
import { runSuite, type SuiteResult } from './run-suite.ts';
import type { AheadPlanner } from '../kql/process/plan-ahead.ts';
import { expectedFrames } from './expected-queries.ts';
import { withConstants } from './prepare.ts';
import { loadSuite, scenariosOf, suiteFrame, type SuiteFrame, type SuiteSources } from './suite.ts';

export interface RuleTestRunner {
  /** One text for everything that the result of a rule depends on. */
  digest(rule: YamlDocument<RuleFile>): string;
  /** Begins with what `run` will need of the planner; resolves when it need not wait for that. */
  expect(rule: YamlDocument<RuleFile>): Promise<void>;
  /** The result, from an earlier call where nothing has changed; of some scenarios where they are named. */
  run(rule: YamlDocument<RuleFile>, wanted?: ReadonlySet<string>): SuiteResult;
}

/** Keeps engines and results from one set of sources to the next. */
export class RuleTests {
  readonly #cacheFolder: string;
  readonly #planner: AheadPlanner | undefined;
  readonly #results = new Map<string, { readonly digest: string; readonly result: SuiteResult }>();
  #table = '';
  #frame: SuiteFrame | undefined;

  constructor(cacheFolder: string, planner?: AheadPlanner) {
    this.#cacheFolder = cacheFolder;
    this.#planner = planner;
  }

  /** A runner for the sources as they are now; results are those of this version of the tools. */
  of(sources: SuiteSources, toolsVersion: string): RuleTestRunner {
    const frame = this.#frameOf(sources);
    const digest = (rule: YamlDocument<RuleFile>): string => digestOf(rule, sources, toolsVersion);
    return {
      digest,
      expect: async (rule) => {
        const isKnown = this.#results.get(rule.source.path)?.digest === digest(rule);
        if (!isKnown && this.#planner) await expectQueries(rule, frame, this.#planner);
      },
      run: (rule, wanted) => {
        if (wanted) return runSuite(loadSuite(rule, frame), wanted);
        const key = digest(rule);
        const known = this.#results.get(rule.source.path);
        if (known?.digest === key) return known.result;
        const result = runSuite(loadSuite(rule, frame));
        this.#results.set(rule.source.path, { digest: key, result });
        return result;
      },
    };
  }

  /** Engines know the table only. */
  #frameOf(sources: SuiteSources): SuiteFrame {
    const table = JSON.stringify(sources.table);
    const frame =
      this.#frame && this.#table === table
        ? { ...this.#frame, sources }
        : suiteFrame(sources, this.#cacheFolder, this.#planner?.plan);
    this.#table = table;
    this.#frame = frame;
    return frame;
  }
}

async function expectQueries(
  rule: YamlDocument<RuleFile>,
  { sources, workspace }: SuiteFrame,
  planner: AheadPlanner,
): Promise<void> {
  const document = scenariosOf(rule, sources);
  if (!document) return;
  const { text } = compose(rule.value.query, sources.fragments);
  await Promise.all(
    expectedFrames(document.value).map(({ constants, lacks }) =>
      planner.expect(withConstants(text, constants), workspace.schemaWithout(lacks)),
    ),
  );
}

function digestOf(rule: YamlDocument<RuleFile>, sources: SuiteSources, toolsVersion: string): string {
  const scenarios = scenariosOf(rule, sources);
  const parts = [
    toolsVersion,
    rule.source.text,
    scenarios?.source.text ?? '',
    compose(rule.value.query, sources.fragments).text,
    JSON.stringify(sources.table),
  ];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\n${part}`);
  return hash.digest('base64url');
}
