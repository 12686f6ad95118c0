import { expect, test } from 'vitest';
import { coverageOf, type CoverageRule } from './coverage.ts';

function scenarios(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `scenario ${i}`);
}

function rule(
  name: string,
  techniques: string[],
  tactics: string[],
  finding: number,
  silent: number,
): CoverageRule {
  return {
    name,
    rule: {
      name,
      severity: 'High',
      tactics,
      relevantTechniques: techniques,
    } as unknown as CoverageRule['rule'],
    finding: scenarios(finding),
    silent: scenarios(silent),
  };
}

const rules = [
  rule('b', ['T1562.008', 'T1098'], ['DefenseEvasion', 'Persistence'], 2, 1),
  rule('a', ['T1098'], ['PrivilegeEscalation', 'Collection'], 3, 4),
];
const allowed = {
  T1562: ['DefenseEvasion'],
  T1098: ['Persistence', 'PrivilegeEscalation'],
};

test('techniques with their rules, the tactics under which they stand, and all scenarios', () => {
  expect(coverageOf(rules, allowed, { T1098: 'Account Manipulation' })).toEqual([
    {
      technique: 'T1098',
      title: 'Account Manipulation',
      tactics: ['Persistence', 'PrivilegeEscalation'],
      rules: ['a', 'b'],
      finding: 5,
      silent: 5,
    },
    { technique: 'T1562.008', title: '', tactics: ['DefenseEvasion'], rules: ['b'], finding: 2, silent: 1 },
  ]);
});

test('without rules there is nothing', () => {
  expect(coverageOf([], allowed, {})).toEqual([]);
});
