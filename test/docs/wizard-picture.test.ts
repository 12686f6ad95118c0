import { describe, expect, test } from 'vitest';
import { compileWizard } from '../../scripts/compile/wizard/ui-definition.ts';
import { widthOf } from '../../scripts/documentation/svg-text.ts';
import { drawWizard } from '../../scripts/documentation/wizard-picture.ts';
import { sampleAnswers } from '../../scripts/documentation/wizard-scenes.ts';
import { regions, rules, solution, wizard } from '../wizard/definition.ts';

const definition = compileWizard({ wizard, regions, solution, rules });
const answers = sampleAnswers(regions, { isMismatched: true });
const pictures = drawWizard(definition, answers);

test('there is a picture of every page', () => {
  expect([...pictures.keys()]).toEqual(['basics', ...wizard.steps.map(({ name }) => name), 'review']);
});

test('no picture shows the key', () => {
  const key = String(answers.answers.steps?.['events']?.['apiKey']);
  expect(key.length).toBeGreaterThan(50);
  for (const part of key.split('.')) expect([...pictures.values()].join()).not.toContain(part);
});

test('the warning about the region is shown for a key of another one, and only then', () => {
  const fitting = drawWizard(definition, sampleAnswers(regions, { isMismatched: false }));
  expect(pictures.get('events')).toContain('which is not the region chosen');
  expect(fitting.get('events')).not.toContain('which is not the region chosen');
});

describe.each([...pictures])('the picture of %s', (_, svg) => {
  test('holds its texts', () => {
    const [, width = '', height = ''] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    const texts = [...svg.matchAll(/<text x="([\d.]+)" y="(\d+)"([^>]*)>([^<]*)/g)];
    expect(texts.length).toBeGreaterThan(5);
    const outside = texts.filter(([, x, y, attributes = '', text = '']) => {
      const half = attributes.includes('middle') ? 0.5 : 1;
      return Number(x) + widthOf(text) * half > Number(width) || Number(y) > Number(height);
    });
    expect(outside).toEqual([]);
  });

  test('has nothing above something else', () => {
    const rows = [
      ...svg.matchAll(/<rect x="\d+" y="(\d+)" width="\d+" height="(30)" rx="2" fill="#ffffff"/g),
    ];
    const tops = rows.map(([, y]) => Number(y));
    const close = tops.slice(1).filter((top, index) => top - (tops[index] ?? 0) < 30 && top !== tops[index]);
    expect(close).toEqual([]);
  });
});
