import { createColors } from 'picocolors';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/nearest.ts';
import { keepCompiledCode } from '../kql/language-service.ts';
import { planAhead } from '../kql/process/plan-ahead.ts';
import { isOfRules, loadSources } from '../load/sources.ts';
import { chooseRules, failedScenarios } from '../scenarios/choice.ts';
import { toJUnit } from '../scenarios/junit.ts';
import { prettySuite } from '../scenarios/pretty.ts';
import { readRecord, updateRecord, writeRecord } from '../scenarios/record.ts';
import { findingsOf, type SuiteResult } from '../scenarios/run-suite.ts';
import { ruleNameOf } from '../scenarios/suite.ts';
import { toJsonResult, totalsText } from '../scenarios/summary.ts';
import type { Format } from '../report/report.ts';
import { RuleTests } from '../scenarios/test-runner.ts';
import { selectValid } from '../validate/sources.ts';
import type { Command, ExitCode, OptionValues, Output } from './command.ts';
import { chosenFormat, reportFindings, type Findings } from './report.ts';
import { cacheFolder } from './stages.ts';
import { watch, watchOption } from './watch.ts';
import { makesSnapshot, toolsState } from './tools.ts';

const formats = ['pretty', 'json', 'junit'] as const;

/** Runs the scenarios of rules on the KQL engine, as Microsoft Sentinel would run the rules. */
export const testRules: Command = {
  name: 'test:rules',
  summary: 'Run the scenarios of the analytics rules on the KQL engine.',
  options: {
    rule: { type: 'string', describe: 'Only this rule, by the name of its file' },
    changed: { type: 'boolean', describe: 'Only rules that changed since their last run', default: false },
    failed: { type: 'boolean', describe: 'Only scenarios that failed in the last run', default: false },
    show: { type: 'boolean', describe: 'Print the alerts of every scenario', default: false },
    format: { choices: [...formats], describe: 'Form of the results (default: pretty)' },
    ...watchOption,
  },
  examples: [
    ['', 'All scenarios of all rules'],
    ['--rule vault-export --show', 'One rule, with the alerts that each scenario leads to'],
    ['--failed', 'Again what failed in the last run'],
    ['--watch --rule vault-export', 'Again whenever the rule or its scenarios are saved'],
    ['--format junit > rules.xml', 'For build servers: a case for each execution'],
  ],
  async run(values, output) {
    const format = chosenFormat(testRules.name, values, output);
    if (!format) return 2;
    const request = { root: String(values['root']), values, output };
    const planner = planAhead({ cacheFolder, keepsPlans: true, makesSnapshot });
    try {
      return await runTests(request, format, new RuleTests(cacheFolder, planner), () => planner.save());
    } finally {
      planner.close();
    }
  },
};

async function runTests(
  request: Request,
  format: Format,
  tests: RuleTests,
  save: () => void,
): Promise<ExitCode> {
  const { values, output } = request;
  if (values['watch'] === true) {
    return watch({ values, format, output, command: testRules.name }, async () => {
      const looked = await look(request, tests);
      save();
      if ('usage' in looked)
        return { command: testRules.name, root: request.root, diagnostics: [], ending: looked.usage };
      printPretty(looked, values, output);
      return findings(request, looked);
    });
  }
  const looked = await look(request, tests);
  save();
  if ('usage' in looked) {
    output.err(`${testRules.name}: ${looked.usage}\nSee: npm run ${testRules.name} -- --help`);
    return 2;
  }
  keepCompiledCode();
  if (format === 'junit') return printJUnit(looked, output);
  if (format === 'pretty') printPretty(looked, values, output);
  return reportFindings({ ...findings(request, looked), format }, output);
}

interface Request {
  readonly root: string;
  readonly values: OptionValues;
  readonly output: Output;
}

interface Looked {
  readonly results: readonly SuiteResult[];
  /** What keeps files from being read that rules are made of. */
  readonly others: readonly Diagnostic[];
}

/** Loads, chooses, runs, and writes down how it went. */
async function look(
  { root, values }: Request,
  tests: RuleTests,
): Promise<Looked | { readonly usage: string }> {
  const others: Diagnostic[] = [];
  const report = (found: Diagnostic): void => {
    if (isOfRules(found.location.file)) others.push(found);
  };
  const { table, ...sources } = selectValid(loadSources(root, report), report);
  if (!table) return { results: [], others };
  const runner = tests.of({ ...sources, table: table.value }, toolsState ?? '');
  const choice = {
    rule: values['rule'] === undefined ? undefined : String(values['rule']),
    onlyChanged: values['changed'] === true,
    onlyFailed: values['failed'] === true,
  };
  const names = sources.rules.map(ruleNameOf);
  if (choice.rule !== undefined && !sources.files.includes(`analytics-rules/${choice.rule}.yaml`)) {
    return { usage: `there is no rule ${choice.rule}.${suggest(choice.rule, names)}` };
  }
  const record = readRecord(cacheFolder, root);
  const chosen = chooseRules(sources.rules, choice, record, runner);
  const only = choice.onlyFailed ? failedScenarios(record) : undefined;
  // While one rule runs, the queries of those behind it are planned.
  const expected = chosen.map((rule) => runner.expect(rule));
  const results: SuiteResult[] = [];
  for (const [index, rule] of chosen.entries()) {
    await expected[index];
    results.push(runner.run(rule, only?.get(ruleNameOf(rule))));
  }
  const digests = new Map(chosen.map((rule) => [ruleNameOf(rule), runner.digest(rule)]));
  writeRecord(
    cacheFolder,
    root,
    updateRecord(record, results, (name) => digests.get(name) ?? '', only),
  );
  return { results, others };
}

function findings({ root, values }: Request, { results, others }: Looked): Findings {
  const diagnostics = [...others, ...results.flatMap(findingsOf)];
  const nothing =
    values['failed'] === true ? 'nothing failed in the last run' : 'nothing has changed since the last run';
  const isIdle = results.length === 0 && diagnostics.length === 0;
  return {
    command: testRules.name,
    root,
    diagnostics,
    result: toJsonResult(results),
    ending: `${testRules.name}: ${isIdle ? nothing : totalsText(results)}`,
  };
}

function printPretty({ results, others }: Looked, values: OptionValues, output: Output): void {
  const colors = createColors(output.hasColors ?? false);
  const options = {
    colors,
    listsScenarios: values['rule'] !== undefined,
    showsAlerts: values['show'] === true,
  };
  for (const result of results) output.out(prettySuite(result, options));
  // What follows are the findings.
  if (results.length > 0 && others.length + results.flatMap(findingsOf).length > 0) output.out('');
}

function printJUnit({ results, others }: Looked, output: Output): ExitCode {
  output.out(toJUnit(testRules.name, results, others));
  return hasErrors([...others, ...results.flatMap(findingsOf)]) ? 1 : 0;
}
