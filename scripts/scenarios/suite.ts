/** All that is run for a rule: its own scenarios and those made from them. */
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { createEngine } from '../kql/engine.ts';
import { createPlanner, type QueryPlanner } from '../kql/plan-text.ts';
import { compose, originOf, type ComposedQuery } from '../kql/compose.ts';
import type { Fragment } from '../kql/fragment.ts';
import { KqlError } from '../kql/plan/kql-error.ts';
import { transformSchema, workspaceSchema } from '../kql/workspace-schema.ts';
import { locationAt } from '../load/source.ts';
import type { YamlDocument } from '../load/yaml.ts';
import type { RuleFile } from '../model/rule.ts';
import type { RuleScenariosFile } from '../model/rule-scenarios.ts';
import type { TableFile } from '../model/table.ts';
import { watchlistColumns } from '../model/watchlist.ts';
import { apiMapping } from './api-event.ts';
import { commonScenarios } from './common-set.ts';
import type { ApiMapping } from './event-rows.ts';
import { scheduleOf } from './moment.ts';
import { constantsOf, prepareRule, testWorkspace, type PreparedRule, type TestWorkspace } from './prepare.ts';
import { readScenarios } from './read.ts';
import type { Scenario } from './scenario.ts';

/** A rule with everything that is run for it. */
export interface RuleSuite {
  /** Name of its file, without folder and ending. */
  readonly name: string;
  readonly rule: YamlDocument<RuleFile>;
  /** The query as it is shipped. */
  readonly composed: ComposedQuery;
  /** Absent where the query cannot be run. */
  readonly prepared: PreparedRule | undefined;
  readonly scenarios: readonly Scenario[];
  /** Common scenarios that do not apply, each with the reason. */
  readonly exempt: ReadonlyMap<string, string>;
  /** What is wrong with the files; scenarios that it is about are left out. */
  readonly findings: readonly Diagnostic[];
}

export interface SuiteSources {
  readonly rules: readonly YamlDocument<RuleFile>[];
  readonly scenarios: readonly YamlDocument<RuleScenariosFile>[];
  readonly fragments: ReadonlyMap<string, Fragment>;
  readonly table: TableFile;
  /** Every file that is there, well-formed or not. */
  readonly files: readonly string[];
}

/** What all suites of one set of sources share: engines, and the connector's mapping. */
export interface SuiteFrame {
  readonly sources: SuiteSources;
  readonly workspace: TestWorkspace;
  readonly mapApi: (now: number) => ApiMapping;
}

const watchlist = 'PG1PW';

export function suiteFrame(
  sources: SuiteSources,
  cacheFolder: string,
  plan: QueryPlanner = createPlanner(cacheFolder),
): SuiteFrame {
  const schema = workspaceSchema(sources.table, watchlistColumns);
  const workspace = testWorkspace(schema, { table: sources.table.name, watchlist, cacheFolder, plan });
  const transforms = createEngine(transformSchema(sources.table), cacheFolder, plan);
  const mapApi = (now: number): ApiMapping => {
    let mapping: ApiMapping | undefined;
    // Bound with the first event of the API: most files have none.
    return (kind, event, arrived) =>
      (mapping ??= apiMapping(sources.table, transforms, now))(kind, event, arrived);
  };
  return { sources, workspace, mapApi };
}

export function loadSuite(rule: YamlDocument<RuleFile>, frame: SuiteFrame): RuleSuite {
  const { sources, workspace, mapApi } = frame;
  const name = ruleNameOf(rule);
  const composed = compose(rule.value.query, sources.fragments);
  const suite = {
    name,
    rule,
    composed,
    prepared: undefined,
    scenarios: [],
    exempt: new Map<string, string>(),
  };
  const file = `analytics-rules/${name}.test.yaml`;
  const document = scenariosOf(rule, sources);
  // A file that is there and has not the right form has been reported.
  if (!document && sources.files.includes(file)) return { ...suite, findings: [] };
  if (!document) {
    return { ...suite, findings: [diagnostic('scenario-file-missing', startOf(rule.source.path), { file })] };
  }
  const prepared = prepareRule(rule.value, composed.text, workspace);
  try {
    const { prepared: query } = prepared.query({ constants: {}, lacks: [] });
    const findings: Diagnostic[] = [];
    const report = (found: Diagnostic): void => void findings.push(found);
    const { customDetails = {}, entityMappings = [] } = rule.value;
    const own = readScenarios(
      document,
      {
        schedule: scheduleOf(rule.value),
        constants: new Set(constantsOf(composed.text).keys()),
        names: {
          columns: query.columns.map((column) => column.name),
          details: Object.keys(customDetails),
          entityTypes: [...new Set(entityMappings.map(({ entityType }) => entityType))],
        },
        mapApi,
      },
      report,
    );
    const derived = commonScenarios(document, own, prepared, report);
    const exempt = new Map(Object.entries(document.value.common ?? {}));
    return { ...suite, prepared, scenarios: [...own, ...derived], exempt, findings };
  } catch (error) {
    return { ...suite, findings: [queryFinding(error, rule, composed)] };
  }
}

/** An error of the query where it was written, be it in a fragment. Anything else is thrown on. */
export function queryFinding(
  error: unknown,
  rule: YamlDocument<RuleFile>,
  composed: ComposedQuery,
): Diagnostic {
  if (!(error instanceof KqlError)) throw error;
  const { start, length } = error.place;
  const { fragment, offset } = originOf(composed, start);
  const place = fragment
    ? locationAt(fragment.source, offset, length)
    : rule.within(['query'], offset, length);
  return diagnostic('scenario-query', place, { reason: error.message.replace(/\.$/, '') });
}

/** The file of scenarios beside a rule. */
export function scenariosOf(
  rule: YamlDocument<RuleFile>,
  { scenarios }: Pick<SuiteSources, 'scenarios'>,
): YamlDocument<RuleScenariosFile> | undefined {
  const file = `analytics-rules/${ruleNameOf(rule)}.test.yaml`;
  return scenarios.find(({ source }) => source.path === file);
}

/** Name of a rule's file, without folder and ending. */
export function ruleNameOf({ source }: YamlDocument): string {
  return source.path.replace(/^.*\//, '').replace(/\.yaml$/, '');
}
