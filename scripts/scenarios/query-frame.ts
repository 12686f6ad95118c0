import type { RuleScenario } from '../model/rule-scenarios.ts';
import type { QueryFrame } from './prepare.ts';

/** What a scenario decides about the query of its rule. */
export function frameOf({ constants = {}, tables = {} }: RuleScenario): QueryFrame {
  return {
    constants: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, String(value)])),
    lacks: Object.entries(tables).flatMap(([name, rows]) => (rows === 'absent' ? [name] : [])),
  };
}
