/**
 * Scenarios that every rule must pass, made of the rows of its own first positive scenario (the match):
 * delivery twice, late or under the wrong label, missing details, near misses, the ends of a window.
 */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { YamlDocument } from '../load/yaml.ts';
import type { RuleScenario, RuleScenariosFile } from '../model/rule-scenarios.ts';
import { castOf } from './cast.ts';
import { commonVariations } from './common-variations.ts';
import { moveTo } from './match.ts';
import type { PreparedRule } from './prepare.ts';
import { runQuery } from './run-query.ts';
import type { Scenario } from './scenario.ts';
import { sequenceVariation } from './run-sequence.ts';
import type { Variation } from './variation.ts';

const minute = 60_000;

/** The common scenarios of a rule, without those that do not apply to it. */
export function commonScenarios(
  document: YamlDocument<RuleScenariosFile>,
  own: readonly Scenario[],
  rule: PreparedRule,
  report: (d: Diagnostic) => void,
): Scenario[] {
  const { common = {}, scenarios } = document.value;
  const index = scenarios.findIndex(isPositive);
  const base = own.find(({ name }) => name === scenarios[index]?.name);
  if (index < 0) {
    if (!('all' in common))
      report(diagnostic('scenario-positive-missing', document.at(['scenarios'], 'key'), {}));
    return [];
  }
  if (!base) return [];
  const rows = moveTo(base.rows, -minute);
  const { rows: reported } = runQuery(rule, { ...base, rows }, 'right', 0);
  // Where even the match is not reported, its own scenario says so.
  if (reported.length === 0) return [];
  const match = { rows, cast: castOf(document.value), ...rule.schedule, reported, rule };
  const variations = [...commonVariations(match), sequenceVariation(match)].toSorted(byCode);
  checkExemptions(document, variations, report);
  const isExempt = ({ code }: Variation): boolean =>
    code in common || ('all' in common && code.startsWith('C-'));
  return variations
    .filter((variation) => !isExempt(variation))
    .map((variation) => toScenario(variation, base));
}

/** C-1, C-2, ... C-19, S-1, W-1, W-2. */
function byCode(a: Variation, b: Variation): number {
  const [[letterA = '', numberA], [letterB = '', numberB]] = [a.code.split('-'), b.code.split('-')];
  return letterA === letterB ? Number(numberA) - Number(numberB) : letterA < letterB ? -1 : 1;
}

/** Whether a scenario expects rows. */
export function isPositive({ expect }: RuleScenario): boolean {
  if (expect === undefined || expect === 'none') return false;
  return 'rows' in expect ? (expect.rows ?? 0) > 0 : Array.isArray(expect);
}

function checkExemptions(
  document: YamlDocument<RuleScenariosFile>,
  variations: readonly Variation[],
  report: (d: Diagnostic) => void,
): void {
  const known = new Set(['all', ...variations.map(({ code }) => code)]);
  for (const name of Object.keys(document.value.common ?? {}).filter((name) => !known.has(name))) {
    const similar = nearest(name, known);
    const hint = similar === undefined ? '' : ` Did you mean ${similar}?`;
    const rule = document.source.path.replace(/^.*\/|\.test\.yaml$/g, '');
    report(diagnostic('scenario-common-unknown', document.at(['common', name], 'key'), { name, hint, rule }));
  }
}

function toScenario({ code, says, rows, lacks, runs }: Variation, base: Scenario): Scenario {
  return {
    ...base,
    name: `${code} ${says}`,
    rows,
    lacks: [...base.lacks, ...(lacks ?? [])],
    runs: runs.map(({ at }) => at),
    isDerived: true,
    judge: (found) =>
      found.flatMap((run, index) =>
        (runs[index]?.checks ?? [])
          .flatMap((check) => check(run))
          .map((message) => ({ place: base.place, run: index, message })),
      ),
  };
}
