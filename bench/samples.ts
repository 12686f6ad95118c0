import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
