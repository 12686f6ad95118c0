/** What solution/survivors.yaml says about mutants, and what it says wrongly. */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { SurvivingChange, SurvivorEntry, SurvivorsFile } from '../../model/survivors.ts';
import { hasText } from './mutant.ts';
import type { JudgedMutant, JudgedRule } from './judged-rule.ts';

export type SurvivorsDocument = YamlDocument<SurvivorsFile | null> | undefined;

/** How a mutant counts: as judged, or a survivor as what the list says of it. */
export type Standing = JudgedMutant['verdict'] | SurvivorEntry['kind'];

export function standingOf(
  document: SurvivorsDocument,
  rule: string,
  { mutant, verdict }: JudgedMutant,
): Standing {
  if (verdict !== 'survived') return verdict;
  const entry = entriesOf(document).find(
    (candidate) =>
      isAbout(candidate, rule, mutant.place.file) &&
      candidate.changes.some((change) => isSame(change, mutant)),
  );
  return entry?.kind ?? 'survived';
}

/** Which mutants were tried. */
export interface Scope {
  readonly hasAllRules: boolean;
  /** Only those in whose lines this stands. */
  readonly text: string;
}

/** Survivors that are not listed, and listed ones that are none. Fragments are judged where all rules ran. */
export function survivorFindings(
  document: SurvivorsDocument,
  judged: readonly JudgedRule[],
  scope: Scope,
): Diagnostic[] {
  const unlisted = judged.flatMap(({ name, mutants }) =>
    mutants
      .filter((mutant) => standingOf(document, name, mutant) === 'survived')
      .map(({ mutant }) => {
        const { place, was, becomes } = mutant;
        return diagnostic('mutant-survived', place, { rule: name, was, becomes: becomes || 'nothing' });
      }),
  );
  const tried = judged.filter(({ findings }) => findings.length === 0);
  const hasAllRules = scope.hasAllRules && tried.length === judged.length;
  return [...unlisted, ...(document ? staleEntries(document, tried, { ...scope, hasAllRules }) : [])];
}

function staleEntries(
  document: YamlDocument<SurvivorsFile | null>,
  judged: readonly JudgedRule[],
  { hasAllRules, text }: Scope,
): Diagnostic[] {
  return entriesOf(document).flatMap((entry, index) => {
    const own = judged.some(({ name }) => entry.file === `analytics-rules/${name}.yaml`);
    if (!own && !hasAllRules) return [];
    return entry.changes.flatMap((change, at) => {
      if (!hasText(change, text)) return [];
      const tried = judged.flatMap(({ name, mutants }) =>
        mutants
          .filter(({ mutant }) => isAbout(entry, name, mutant.place.file) && isSame(change, mutant))
          .map(({ verdict }) => ({ name, verdict })),
      );
      const survivors = new Set(
        tried.filter(({ verdict }) => verdict === 'survived').map(({ name }) => name),
      );
      const missing = (entry.rules ?? []).filter((rule) => !survivors.has(rule));
      if (survivors.size > 0 && missing.length === 0) return [];
      const what = tried.length === 0 ? 'is not made' : `is noticed${inRules(missing)}`;
      return [diagnostic('mutant-listed', document.at(['survivors', index, 'changes', at]), { what })];
    });
  });
}

function inRules(rules: readonly string[]): string {
  return rules.length > 0 ? ` by ${rules.join(', ')}` : '';
}

function entriesOf(document: SurvivorsDocument): readonly SurvivorEntry[] {
  return document?.value?.survivors ?? [];
}

function isAbout({ file, rules }: SurvivorEntry, rule: string, changed: string): boolean {
  return file === changed && (rules?.includes(rule) ?? true);
}

function isSame(change: SurvivingChange, { was, becomes }: SurvivingChange): boolean {
  return change.was === was && change.becomes === becomes;
}
