import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  draftRule,
  draftScenarios,
  eventKinds,
  type EventKind,
  type RuleDraft,
} from '../authoring/rule-draft.ts';
import { faultOfName, titleOf } from '../authoring/rule-name.ts';
import { addToOrder } from '../authoring/solution-order.ts';
import type { OutputFile } from '../bundle/file.ts';
import { writeFiles } from '../bundle/write.ts';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/nearest.ts';
import { loadSources } from '../load/sources.ts';
import { alertSeverities, type AlertSeverity, type AttackTechniquesFile } from '../model/rule.ts';
import { selectValid, type ValidSources } from '../validate/sources.ts';
import type { Command, ExitCode, OptionValues, Output } from './command.ts';
import { reportFindings } from './report.ts';

const solutionFile = 'solution/solution.yaml';

/** Files for a new content, so that nothing has to be copied by hand. Asks nothing. */
export const newContent: Command = {
  name: 'new',
  summary: 'Write the files of a new analytics rule: the rule, its first scenarios, its place in the order.',
  positionals: [
    { name: 'kind', describe: 'What to make: rule', isRequired: true },
    { name: 'name', describe: 'Name of its file: lower-case words joined by dashes', isRequired: true },
  ],
  options: {
    title: { type: 'string', describe: 'Title, without "1Password - "; made from the name where absent' },
    description: { type: 'string', describe: 'What the rule identifies: begins with "Identifies"' },
    severity: { choices: alertSeverities, describe: 'Severity of its alerts', default: 'Medium' },
    tactic: { type: 'string', describe: 'ATT&CK tactic', default: 'CredentialAccess' },
    technique: { type: 'string', describe: 'ATT&CK technique; one of the tactic where absent' },
    events: { choices: eventKinds, describe: 'Kind of events that it looks at', default: 'audit' },
  },
  examples: [
    ['rule many-reveals', 'A rule with everything that can be guessed'],
    ['rule many-reveals --events item-usage --severity High --tactic Collection', 'A rule about item usages'],
  ],
  async run(values, output) {
    if (values['kind'] !== 'rule') {
      output.err(`new: ${String(values['kind'])} is nothing that can be made.${suggest(String(values['kind']), ['rule'])}
See: npm run new -- --help`);
      return 2;
    }
    const technique = values['technique'];
    if (technique !== undefined && !/^T\d{4}(?:\.\d{3})?$/.test(String(technique))) {
      output.err(`new: ${String(technique)} is no technique, such as T1555 or T1555.005.
See: npm run new -- --help`);
      return 2;
    }
    return writeRule(values, output);
  },
};

function writeRule(values: OptionValues, output: Output): ExitCode {
  const [root, name] = [String(values['root']), String(values['name'])];
  const report = { command: 'new', root, isJson: values['json'] === true };
  const refusal = refuseName(root, name);
  if (refusal) return reportFindings({ ...report, diagnostics: [refusal] }, output);
  const found: Diagnostic[] = [];
  const sources = selectValid(
    loadSources(root, (d) => void found.push(d)),
    (d) => void found.push(d),
  );
  const draft = toDraft(values, name, sources, (d) => void found.push(d));
  if (!draft) return reportFindings({ ...report, diagnostics: found }, output);
  const solution = readFileSync(join(root, solutionFile), 'utf8');
  const files: OutputFile[] = Object.entries({
    [`analytics-rules/${name}.yaml`]: draftRule(draft),
    [`analytics-rules/${name}.test.yaml`]: draftScenarios(draft),
    [solutionFile]: addToOrder(solution, name),
  }).map(([path, text]) => ({ path, bytes: Buffer.from(text, 'utf8') }));
  writeFiles(root, files);
  const written = files.map(({ path }) => path);
  const next = 'Next: write its query and description, then npm run validate and npm run version:bump.';
  const success = `${written.join('\n')}\n${next}`;
  return reportFindings(
    { ...report, diagnostics: [], success, result: { files: written, id: draft.id } },
    output,
  );
}

function refuseName(root: string, name: string): Diagnostic | undefined {
  const reason = faultOfName(name);
  const file = `analytics-rules/${name}.yaml`;
  if (reason) return diagnostic('author-name-form', startOf(file), { name, reason });
  const taken = [file, `analytics-rules/${name}.test.yaml`].find((path) => existsSync(join(root, path)));
  return taken === undefined
    ? undefined
    : diagnostic('author-name-taken', startOf(taken), { kind: 'rule', name });
}

/** Undefined where a file that it needs is missing or malformed, or where the tactic has no technique. */
function toDraft(
  values: OptionValues,
  name: string,
  { solution, techniques, table, connectorPage, rules }: ValidSources,
  report: (d: Diagnostic) => void,
): RuleDraft | undefined {
  if (!solution || !techniques || !table || !connectorPage) return undefined;
  const tactic = String(values['tactic']);
  const fitting = techniqueOf(techniques.value, tactic);
  if (fitting === undefined) {
    const known = new Set(Object.values(techniques.value.techniques).flat());
    const args = { tactic, hint: suggest(tactic, known) };
    report(diagnostic('author-tactic-unknown', techniques.at(['techniques'], 'key'), args));
    return undefined;
  }
  const own = [{ connectorId: connectorPage.value.id, dataTypes: [table.value.name] }];
  return {
    id: randomUUID(),
    title: lineOf(values['title']) ?? titleOf(name),
    description: lineOf(values['description']) ?? unwritten,
    severity: values['severity'] as AlertSeverity,
    tactic,
    technique: lineOf(values['technique']) ?? fitting,
    kind: values['events'] as EventKind,
    solution: solution.value.name,
    table: table.value.name,
    // A new rule reads what the other rules read.
    connectors: rules[0]?.value.requiredDataConnectors ?? own,
  };
}

/** What was given for an option, on one line; undefined where nothing was. */
function lineOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : undefined;
}

/** Validation asks for what stands in angle brackets. */
const unwritten = 'Identifies <what it finds, what that may mean, and what to look at>.';

/** Credentials from password stores: what most events of 1Password are about. */
const usualTechnique = 'T1555';

/** A technique that may stand under a tactic. */
function techniqueOf({ techniques }: AttackTechniquesFile, tactic: string): string | undefined {
  const fitting = Object.keys(techniques).filter((id) => techniques[id]?.includes(tactic));
  return fitting.includes(usualTechnique) ? usualTechnique : fitting[0];
}
