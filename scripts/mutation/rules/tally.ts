/** Mutants counted by how they went, for texts and JSON. */
import { families } from './change.ts';
import type { JudgedRule } from './judged-rule.ts';
import { standingOf, type Standing, type SurvivorsDocument } from './survivor-list.ts';

export type Tally = Readonly<Record<Standing, number>>;

export function tallyOf(judged: readonly JudgedRule[], list: SurvivorsDocument): Tally {
  const tally = { killed: 0, survived: 0, unbound: 0, equivalent: 0, accepted: 0 };
  for (const { name, mutants } of judged) {
    for (const mutant of mutants) tally[standingOf(list, name, mutant)]++;
  }
  return tally;
}

/** The share of faults that scenarios notice, of those that make a difference. */
function shareKilled({ killed, survived, accepted }: Tally): number {
  const all = killed + survived + accepted;
  return all === 0 ? 1 : killed / all;
}

/** `97.3 % of 112 faults noticed: 109 noticed, 3 not; besides 2 equivalent, 1 no query` */
export function tallyText(tally: Tally): string {
  const { killed, survived, accepted, equivalent, unbound } = tally;
  const listed = accepted > 0 ? ` (${accepted} listed)` : '';
  const all = killed + survived + accepted;
  const share = (100 * shareKilled(tally)).toFixed(1);
  return `${share} % of ${all} faults noticed, ${survived + accepted} not${listed}; besides ${equivalent} without effect, ${unbound} that are no query`;
}

export function toJsonResult(
  judged: readonly JudgedRule[],
  list: SurvivorsDocument,
): Readonly<Record<string, unknown>> {
  const total = tallyOf(judged, list);
  return {
    totals: { rules: judged.length, ...total, share: shareKilled(total) },
    families: Object.fromEntries(families.map((family) => [family, tallyOf(ofFamily(judged, family), list)])),
    rules: judged.map((rule) => ({
      rule: rule.name,
      ...tallyOf([rule], list),
      mutants: rule.mutants.map((judgedMutant) => {
        const { mutant, verdict, by } = judgedMutant;
        const { family, place, was, becomes } = mutant;
        const { file, line, column } = place;
        const standing = standingOf(list, rule.name, judgedMutant);
        return {
          family,
          file,
          line,
          column,
          was,
          becomes,
          verdict,
          standing,
          ...(by !== undefined && { by }),
        };
      }),
    })),
  };
}

function ofFamily(judged: readonly JudgedRule[], family: string): JudgedRule[] {
  return judged.map(({ name, mutants, findings }) => ({
    name,
    findings,
    mutants: mutants.filter(({ mutant }) => mutant.family === family),
  }));
}
