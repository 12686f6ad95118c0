import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { AttackTechniquesFile, RuleFile } from '../../model/rule.ts';

/** Tactics and techniques cover each other: each technique has one of its tactics, each tactic a technique. */
export function checkTechniques(
  doc: YamlDocument<RuleFile>,
  { techniques }: AttackTechniquesFile,
): Diagnostic[] {
  const { tactics, relevantTechniques } = doc.value;
  const findings: Diagnostic[] = [];
  const covered = new Set<string>();
  for (const [index, technique] of relevantTechniques.entries()) {
    const [base = technique] = technique.split('.');
    const allowed = techniques[base];
    const place = doc.at(['relevantTechniques', index]);
    if (!allowed) {
      const similar = nearest(base, Object.keys(techniques));
      const hint = similar === undefined ? '' : ` Did you mean ${technique.replace(base, similar)}?`;
      findings.push(diagnostic('rule-technique-unknown', place, { technique, hint }));
      continue;
    }
    for (const tactic of allowed) covered.add(tactic);
    if (!allowed.some((tactic) => tactics.includes(tactic))) {
      findings.push(diagnostic('rule-technique-tactic', place, { technique, tactics: allowed.join(', ') }));
    }
  }
  for (const [index, tactic] of tactics.entries()) {
    if (covered.has(tactic)) continue;
    findings.push(diagnostic('rule-tactic-uncovered', doc.at(['tactics', index]), { tactic }));
  }
  return findings;
}
