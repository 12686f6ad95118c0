import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';

/** Scenarios belong to a rule: the one whose file has the same name without `.test`. */
export function checkScenarios(scenarios: readonly YamlDocument[], files: readonly string[]): Diagnostic[] {
  return scenarios.flatMap((document) => {
    const rule = document.source.path.replace(/\.test\.yaml$/, '.yaml');
    if (files.includes(rule)) return [];
    const name = rule.replace(/^.*\/|\.yaml$/g, '');
    return [diagnostic('scenario-rule-missing', document.at([]), { name })];
  });
}
