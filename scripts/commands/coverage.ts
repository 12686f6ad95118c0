import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { coverageOf, type CoverageRule, type TechniqueCoverage } from '../coverage/coverage.ts';
import { navigatorLayer } from '../coverage/layer.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { loadSources } from '../load/sources.ts';
import type { YamlDocument } from '../load/yaml.ts';
import type { AttackTechniquesFile } from '../model/rule.ts';
import type { RuleScenariosFile } from '../model/rule-scenarios.ts';
import { ruleNameOf } from '../scenarios/suite.ts';
import { selectValid } from '../validate/sources.ts';
import type { Command } from './command.ts';
import { reportFindings } from './report.ts';
import { formatTable } from './text-table.ts';

/** Techniques of ATT&CK against the rules that look for them and the scenarios that test those. */
export const coverage: Command = {
  name: 'coverage',
  summary: 'Show which ATT&CK techniques the rules look for, with the scenarios that test them.',
  options: {
    layer: {
      type: 'string',
      describe: 'Write a layer for the ATT&CK Navigator to this file',
      normalize: true,
    },
  },
  examples: [
    ['', 'A table of techniques, rules and scenarios'],
    ['--layer dist/attack-layer.json', 'And a layer to open in the ATT&CK Navigator'],
  ],
  async run(values, output) {
    const root = String(values['root']);
    const diagnostics: Diagnostic[] = [];
    const report = (found: Diagnostic): void => {
      if (/^analytics-rules\/|^solution\/solution\.yaml$/.test(found.location.file)) diagnostics.push(found);
    };
    const { rules, scenarios, solution } = selectValid(loadSources(root, report), report);
    const isJson = values['json'] === true;
    if (hasErrors(diagnostics))
      return reportFindings({ command: coverage.name, root, diagnostics, isJson }, output);
    const techniques = coverageOf(
      rules.map((rule) => toCoverageRule(rule.value, ruleNameOf(rule), scenarios)),
      (readYaml(root, 'solution/attack-techniques.yaml') as AttackTechniquesFile).techniques,
      titlesOf(readYaml(root, 'docs/notes/rules.yaml')),
    );
    const file = values['layer'];
    if (file !== undefined) {
      const name = solution?.value.name ?? 'Analytics rules';
      const description = `${rules.length} analytics rules; the score is the number of rules.`;
      mkdirSync(dirname(String(file)), { recursive: true });
      writeFileSync(
        String(file),
        `${JSON.stringify(navigatorLayer(techniques, { name, description }), null, 2)}\n`,
      );
    }
    if (isJson) output.out(JSON.stringify({ techniques }));
    else {
      output.out(tableOf(techniques));
      const tested = techniques.filter(({ finding }) => finding > 0).length;
      const written = file === undefined ? '' : `; ${String(file)} written`;
      output.out(
        `\ncoverage: ${techniques.length} techniques, ${tested} of them tested, ${rules.length} rules${written}`,
      );
    }
    return 0;
  },
};

function toCoverageRule(
  rule: CoverageRule['rule'],
  name: string,
  scenarios: readonly YamlDocument<RuleScenariosFile>[],
): CoverageRule {
  const file = scenarios.find(({ source }) => source.path === `analytics-rules/${name}.test.yaml`);
  const all = file?.value.scenarios ?? [];
  const finds = ({ expect, runs = [] }: (typeof all)[number]): boolean =>
    [expect, ...runs.map((run) => run.expect)].some((wanted) => wanted !== undefined && wanted !== 'none');
  return {
    name,
    rule,
    finding: all.filter(finds).map((scenario) => scenario.name),
    silent: all.filter((scenario) => !finds(scenario)).map((scenario) => scenario.name),
  };
}

function readYaml(root: string, file: string): unknown {
  const path = join(root, file);
  return existsSync(path) ? (parse(readFileSync(path, 'utf8')) as unknown) : {};
}

/** Titles stand in the notes of the rules' pages; without those a technique is known by its id. */
function titlesOf(notes: unknown): Readonly<Record<string, string>> {
  if (typeof notes !== 'object' || notes === null || !('techniques' in notes)) return {};
  return notes.techniques as Readonly<Record<string, string>>;
}

function tableOf(techniques: readonly TechniqueCoverage[]): string {
  const columns = ['technique', 'tactics', 'rules', 'alerts', 'silent'].map((name) => ({
    name,
    isNumeric: name === 'alerts' || name === 'silent',
  }));
  const rows = techniques.flatMap(({ technique, title, tactics, rules, finding, silent }) =>
    rules.map((rule, i) => [
      i === 0 ? `${technique} ${title}`.trim() : '',
      i === 0 ? tactics.join(', ') : '',
      rule,
      i === 0 ? String(finding) : '',
      i === 0 ? String(silent) : '',
    ]),
  );
  return formatTable(columns, rows, 220);
}
