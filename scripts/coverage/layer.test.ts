import { describe, expect, test } from 'vitest';
import type { TechniqueCoverage } from './coverage.ts';
import { navigatorLayer } from './layer.ts';
import { faultsOfLayer } from './layer-format.ts';

function technique(id: string, tactics: readonly string[], rules: number): TechniqueCoverage {
  const names = Array.from({ length: rules }, (_, i) => `rule-${i}`);
  return { technique: id, title: '', tactics, rules: names, finding: 3, silent: 2 };
}

const frame = { name: 'Example', description: 'For a test.' };
const layer = navigatorLayer(
  [
    technique('T1098', ['Persistence', 'PrivilegeEscalation'], 3),
    technique('T1098.001', ['Persistence'], 1),
    technique('T1562.008', ['DefenseEvasion'], 1),
    technique('T1213', [], 2),
  ],
  frame,
);
const cells = layer['techniques'] as readonly Readonly<Record<string, unknown>>[];

test('it is a layer of the Navigator', () => {
  expect(faultsOfLayer(layer)).toEqual([]);
  expect(faultsOfLayer(navigatorLayer([], frame))).toEqual([]);
  expect(faultsOfLayer(navigatorLayer([technique('T1213', ['Collection'], 1)], frame))).toEqual([]);
});

describe('cells', () => {
  test('stand under each tactic, scored by rules', () => {
    const found = cells.filter(({ techniqueID }) => techniqueID === 'T1098');
    expect(found.map(({ tactic }) => tactic)).toEqual(['persistence', 'privilege-escalation']);
    expect(found.map(({ score }) => score)).toEqual([3, 3]);
    expect(found[0]?.['comment']).toBe('rule-0, rule-1, rule-2');
  });

  test('name how many scenarios there are', () => {
    expect(cells.find(({ techniqueID }) => techniqueID === 'T1098.001')?.['metadata']).toEqual([
      { name: 'scenarios with alerts', value: '3' },
      { name: 'scenarios without', value: '2' },
    ]);
  });

  test('of sub-techniques are unfolded by their technique, which has no score of its own', () => {
    const [parent, ...others] = cells.filter(({ techniqueID }) => techniqueID === 'T1562');
    expect(parent).toEqual({
      techniqueID: 'T1562',
      tactic: 'defense-evasion',
      enabled: true,
      showSubtechniques: true,
    });
    expect(others).toEqual([]);
    expect(cells.find(({ techniqueID }) => techniqueID === 'T1098')?.['showSubtechniques']).toBe(true);
    expect(cells.find(({ techniqueID }) => techniqueID === 'T1562.008')).not.toHaveProperty(
      'showSubtechniques',
    );
  });

  test('without a known tactic are left to the Navigator', () => {
    expect(cells.find(({ techniqueID }) => techniqueID === 'T1213')).not.toHaveProperty('tactic');
  });
});

test('one rule has the first colour, most rules the last', () => {
  expect(layer['gradient']).toMatchObject({ minValue: 1, maxValue: 3 });
  expect(layer['legendItems']).toEqual([
    { label: 'one rule', color: '#d6e8fa' },
    { label: '3 rules', color: '#0f6cbd' },
  ]);
});
