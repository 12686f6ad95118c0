/** A layer for the ATT&CK Navigator. Source: its layer file format, version 4.5. */
import type { TechniqueCoverage } from './coverage.ts';

const colors = ['#d6e8fa', '#0f6cbd'] as const;

export interface LayerFrame {
  readonly name: string;
  readonly description: string;
}

export function navigatorLayer(
  techniques: readonly TechniqueCoverage[],
  { name, description }: LayerFrame,
): Readonly<Record<string, unknown>> {
  const most = Math.max(1, ...techniques.map(({ rules }) => rules.length));
  const parents = new Set(
    techniques.filter(({ technique }) => technique.includes('.')).map(({ technique }) => parentOf(technique)),
  );
  const cells = techniques.flatMap((found) => found.tactics.map((tactic) => cellOf(found, tactic, parents)));
  return {
    name,
    versions: { layer: '4.5' },
    domain: 'enterprise-attack',
    description,
    sorting: 3,
    hideDisabled: false,
    techniques: [...cells, ...parentCells(techniques)],
    gradient: { colors, minValue: 0, maxValue: most },
    legendItems: [
      { label: 'one rule', color: colors[0] },
      { label: `${most} rules`, color: colors[1] },
    ],
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  };
}

/** The Navigator folds sub-techniques up, unless their technique says otherwise. */
function parentCells(techniques: readonly TechniqueCoverage[]): Readonly<Record<string, unknown>>[] {
  const known = new Set(techniques.map(({ technique }) => technique));
  const found = techniques.flatMap(({ technique, tactics }) =>
    technique.includes('.') && !known.has(parentOf(technique))
      ? tactics.map((tactic) => `${parentOf(technique)} ${shortName(tactic)}`)
      : [],
  );
  return [...new Set(found)].sort().map((text) => {
    const [techniqueID, tactic] = text.split(' ');
    return { techniqueID, tactic, enabled: true, showSubtechniques: true };
  });
}

function cellOf(
  { technique, rules, finding, silent }: TechniqueCoverage,
  tactic: string,
  parents: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return {
    techniqueID: technique,
    tactic: shortName(tactic),
    score: rules.length,
    comment: rules.join(', '),
    enabled: true,
    metadata: [
      { name: 'scenarios with alerts', value: String(finding) },
      { name: 'scenarios without', value: String(silent) },
    ],
    showSubtechniques: parents.has(technique),
  };
}

/** `DefenseEvasion` as ATT&CK writes it: `defense-evasion`. */
function shortName(tactic: string): string {
  return tactic.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function parentOf(technique: string): string {
  return technique.replace(/\..*$/, '');
}
