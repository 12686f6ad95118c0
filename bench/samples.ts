import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';

const root = new URL('..', import.meta.url).pathname;
const ruleFiles = readdirSync(join(root, 'analytics-rules'))
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
  .sort();

/** The 18 rules for the Bicep CLI: it loads the same files and makes an alert rule of each. */
export function writeBicepRules(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bicep-'));
  const lines = [
    'param workspace string',
    "resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = { name: workspace }",
  ];
  ruleFiles.forEach((file, i) => {
    cpSync(join(root, 'analytics-rules', file), join(folder, file));
    lines.push(`var rule${i} = loadYamlContent('${file}')`, bicepRule(i));
  });
  writeFileSync(join(folder, 'main.bicep'), `${lines.join('\n')}\n`);
  return join(folder, 'main.bicep');
}

function bicepRule(i: number): string {
  return `resource alert${i} 'Microsoft.SecurityInsights/alertRules@2024-09-01' = {
  scope: logs
  name: rule${i}.id
  kind: 'Scheduled'
  properties: {
    displayName: rule${i}.name
    description: rule${i}.description
    severity: rule${i}.severity
    enabled: false
    query: rule${i}.query
    queryFrequency: 'PT\${toUpper(rule${i}.queryFrequency)}'
    queryPeriod: 'PT\${toUpper(rule${i}.queryPeriod)}'
    triggerOperator: 'GreaterThan'
    triggerThreshold: rule${i}.triggerThreshold
    suppressionDuration: 'PT5H'
    suppressionEnabled: false
    tactics: rule${i}.tactics
    techniques: rule${i}.relevantTechniques
    entityMappings: rule${i}.?entityMappings
    customDetails: rule${i}.?customDetails
    alertDetailsOverride: rule${i}.?alertDetailsOverride
  }
}`;
}

/** A copy of the solution with `count` rules: the 18 again and again, each with an id and a name of its own. */
export function writeManyRules(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-rules-'));
  for (const part of ['solution', 'workbooks', 'watchlists'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, 'analytics-rules'));
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const file = ruleFiles[i % ruleFiles.length] ?? '';
    const name = `${file.replace('.yaml', '')}-${i}`;
    const text = readFileSync(join(root, 'analytics-rules', file), 'utf8')
      .replace(/^id: .*$/m, `id: ${guid(i)}`)
      .replace(/^name: (.*)$/m, `name: $1 ${i}`)
      // A query of its own, so that no answer can be taken from another copy.
      .replace(/^query: \|$/m, `query: |\n  // Copy ${i}.`);
    writeFileSync(join(folder, 'analytics-rules', `${name}.yaml`), text);
    names.push(name);
  }
  const solution = join(folder, 'solution/solution.yaml');
  const list = names.map((name) => `  - ${name}\n`).join('');
  writeFileSync(
    solution,
    readFileSync(solution, 'utf8').replace(/^rules:\n(?: {2}- .*\n)+/m, `rules:\n${list}`),
  );
  return folder;
}

/**
 * A copy of the solution with all rules and a workbook of one query: what the Bicep CLI is given, and the
 * least that a solution can have beside it. The tile is the first one of the workbook.
 */
export function writeSmallWorkbook(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-small-'));
  for (const part of ['solution', 'workbooks', 'watchlists', 'analytics-rules'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const workbook = join(folder, 'workbooks/1password-events');
  edit(join(workbook, 'workbook.yaml'), (text) =>
    text
      .replace(/^( {2}all\.\w+): \[.*\]$/gm, '$1: [all.kpi.1]')
      .replace(/^( {2}user\.\w+): \[.*\]$/gm, '$1: [user.kpi.1]')
      .replace(', health.yaml', ''),
  );
  rmSync(join(workbook, 'health.yaml'));
  // Fragments that only the other items use.
  for (const name of ['chart_grain', 'person', 'person_alerts', 'sign_ins', 'top']) {
    rmSync(join(folder, `solution/fragments/wb_${name}.kql`));
  }
  const allData = join(workbook, 'all-data.yaml');
  edit(allData, (text) => text.slice(0, text.indexOf('      - name: all.kpi.2')));
  edit(join(workbook, 'parameters.yaml'), (text) =>
    // Parameters that only the other items use.
    text.replace(/^ {6}- name: (?:Grain|Top|Outcome|PickedPerson|PickedIp)\n(?: {8}.*\n)+/gm, ''),
  );
  // The other tab shows the same.
  edit(join(workbook, 'user-data.yaml'), () =>
    readFileSync(allData, 'utf8')
      .replaceAll('all.kpi', 'user.kpi')
      .replace('AllData', 'UserData')
      .replace('All Data', 'User Data'),
  );
  // Content that was changed wants a new version, and that a line about it.
  execFileSync(process.execPath, [join(root, 'scripts/run.mjs'), 'version:bump', '--root', folder]);
  const manifest = readFileSync(join(folder, 'solution/solution.yaml'), 'utf8');
  const version = /^version: (.*)$/m.exec(manifest)?.[1] ?? '';
  edit(join(folder, 'solution/release-notes.md'), (text) => text.replace(/\d+\.\d+\.\d+/, version));
  return folder;
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

function guid(number: number): string {
  const hex = createHash('sha256').update(String(number)).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
