import { availableParallelism } from 'node:os';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/nearest.ts';
import { loadSources } from '../load/sources.ts';
import { judgeRule, type JudgedRule } from '../mutation/rules/judged-rule.ts';
import { judgeInProcesses } from '../mutation/rules/processes.ts';
import { survivorFindings, type SurvivorsDocument } from '../mutation/rules/survivor-list.ts';
import { tallyOf, tallyText, toJsonResult } from '../mutation/rules/tally.ts';
import { loadSuite, ruleNameOf, suiteFrame } from '../scenarios/suite.ts';
import { selectValid } from '../validate/sources.ts';
import type { Command, OptionValues, Output } from './command.ts';
import { reportFindings } from './report.ts';
import { cacheFolder } from './stages.ts';

/** Puts small faults into the queries of rules and sees whether their scenarios notice. */
export const mutateRules: Command = {
  name: 'mutate:rules',
  summary: 'Put small faults into the rules and see whether their scenarios notice.',
  options: {
    rule: { type: 'string', describe: 'Only this rule, by the name of its file; several with commas' },
    change: { type: 'string', describe: 'Only faults in whose lines this text stands', default: '' },
    show: {
      type: 'boolean',
      describe: 'Print every fault, and the scenario that noticed it',
      default: false,
    },
    processes: { type: 'number', describe: 'So many processes share the rules (default: one a core)' },
  },
  examples: [
    ['', 'All faults in all rules; some minutes'],
    ['--rule vault-export', 'One rule'],
    ['--rule vault-export --change "action ==" --show', 'Faults in one place, and which scenarios notice'],
  ],
  async run(values, output) {
    const root = String(values['root']);
    const found: Diagnostic[] = [];
    const { table, ...sources } = selectValid(
      loadSources(root, (finding) => found.push(finding)),
      (finding) => found.push(finding),
    );
    const names = sources.rules.map(ruleNameOf);
    const wanted = namesIn(values['rule']);
    const unknown = wanted.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      output.err(`${mutateRules.name}: there is no rule ${unknown}.${suggest(unknown, names)}`);
      return 2;
    }
    if (!table || hasErrors(found)) {
      return reportFindings(
        { command: mutateRules.name, root, diagnostics: found, isJson: isJson(values) },
        output,
      );
    }
    const frame = suiteFrame({ ...sources, table: table.value }, cacheFolder);
    const rules = sources.rules.filter((rule) => wanted.length === 0 || wanted.includes(ruleNameOf(rule)));
    const text = String(values['change'] ?? '');
    const count = Number(values['processes'] ?? availableParallelism());
    const suites = rules.map((rule) => () => loadSuite(rule, frame));
    const judged =
      count > 1 && rules.length > 1
        ? await judgeInProcesses(suites, frame, { root, text, count, cacheFolder })
        : suites.map((suite) => judgeRule(suite(), frame, { cacheFolder, text }));
    const list = sources.survivors;
    const diagnostics = [
      ...judged.flatMap(({ findings }) => findings),
      ...survivorFindings(list, judged, {
        hasAllRules: rules.length === names.length,
        text,
      }),
    ];
    if (!isJson(values)) print(judged, list, values, output);
    return reportFindings(
      {
        command: mutateRules.name,
        root,
        diagnostics,
        isJson: isJson(values),
        result: toJsonResult(judged, list),
        ending: `${mutateRules.name}: ${tallyText(tallyOf(judged, list))}`,
      },
      output,
    );
  },
};

function isJson(values: OptionValues): boolean {
  return values['json'] === true;
}

function namesIn(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? value.split(',') : [];
}

function print(
  judged: readonly JudgedRule[],
  list: SurvivorsDocument,
  values: OptionValues,
  output: Output,
): void {
  for (const rule of judged) {
    output.out(`${rule.name}: ${tallyText(tallyOf([rule], list))}`);
    if (values['show'] !== true) continue;
    for (const { mutant, verdict, by } of rule.mutants) {
      const { family, place, was, becomes } = mutant;
      output.out(
        `  ${place.file}:${place.line}:${place.column} ${family}, ${verdict}${by === undefined ? '' : ` by ${by}`}`,
      );
      output.out(`    - ${was}\n    + ${becomes}`);
    }
  }
  output.out('');
}
