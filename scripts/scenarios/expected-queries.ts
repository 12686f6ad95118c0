/** Which queries the scenarios of a rule ask for, told by the files alone: they can be planned before anything runs. */
import { tableLacking } from './common-variations.ts';
import { isPositive } from './common-set.ts';
import type { RuleScenariosFile } from '../model/rule-scenarios.ts';
import type { QueryFrame } from './prepare.ts';
import { frameOf } from './query-frame.ts';

/** The query as it stands, those of scenarios, and that of the common scenario whose table lacks a column. */
export function expectedFrames({ scenarios, common = {} }: RuleScenariosFile): QueryFrame[] {
  const own = scenarios.map(frameOf);
  const base = own[scenarios.findIndex(isPositive)];
  const isExempt = tableLacking.code in common || 'all' in common;
  const lacking = base && !isExempt && { ...base, lacks: [...base.lacks, ...(tableLacking.lacks ?? [])] };
  return [{ constants: {}, lacks: [] }, ...own, ...(lacking ? [lacking] : [])];
}
