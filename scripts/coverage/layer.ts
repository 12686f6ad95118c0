/** A layer for the ATT&CK Navigator. Source: mitre-attack/attack-navigator, layers/LAYERFORMATv4_5.md. */
import type { TechniqueCoverage } from './coverage.ts';

/** The first that knows version 4.5 of the format. */
const oldestNavigator = '4.9.0';
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
  const cells = techniques.flatMap((found) => {
    // Without a tactic the Navigator shows it under each that it belongs to.
    const tactics = found.tactics.length > 0 ? found.tactics : [undefined];
    return tactics.map((tactic) => cellOf(found, tactic, parents));
  });
  return {
    name,
    versions: { navigator: oldestNavigator, layer: '4.5' },
    domain: 'enterprise-attack',
    description,
    sorting: 3,
    hideDisabled: false,
    techniques: [...cells, ...parentCells(techniques)],
    // The format wants the largest value above the smallest one.
    gradient: { colors, minValue: 1, maxValue: Math.max(2, most) },
    legendItems: [
      { label: 'one rule', color: colors[0] },
      ...(most > 1 ? [{ label: `${most} rules`, color: colors[1] }] : []),
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
  tactic: string | undefined,
  parents: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return {
    techniqueID: technique,
    ...(tactic !== undefined && { tactic: shortName(tactic) }),
    score: rules.length,
    comment: rules.join(', '),
    enabled: true,
    metadata: [
      { name: 'scenarios with alerts', value: String(finding) },
      { name: 'scenarios without', value: String(silent) },
    ],
    // Only a technique with others below it may say so.
    ...(parents.has(technique) && { showSubtechniques: true }),
  };
}

/** `DefenseEvasion` as ATT&CK writes it: `defense-evasion`. */
function shortName(tactic: string): string {
  return tactic.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function parentOf(technique: string): string {
  return technique.replace(/\..*$/, '');
}
