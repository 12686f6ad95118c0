import { expect, test } from 'vitest';
import { expectedFrames } from './expected-queries.ts';

const events = [{ kind: 'audit' }] as const;
const first = {
  name: 'reported',
  constants: { threshold: 3 },
  tables: { Usage: 'absent', SecurityAlert: [] },
  events,
  expect: { rows: 1 },
} as const;

test('a rule is asked as it stands, with the constants of scenarios, and without a column', () => {
  const quiet = { name: 'quiet', events, expect: 'none' } as const;
  expect(expectedFrames({ scenarios: [quiet, first] })).toEqual([
    { constants: {}, lacks: [] },
    { constants: {}, lacks: [] },
    { constants: { threshold: '3' }, lacks: ['Usage'] },
    { constants: { threshold: '3' }, lacks: ['Usage', 'additional_fields'] },
  ]);
});

test.each(['all', 'C-17'])('a rule that is exempt from %s is not asked without the column', (code) => {
  const frames = expectedFrames({ scenarios: [first], common: { [code]: 'The reason.' } });
  expect(frames.some(({ lacks }) => lacks.includes('additional_fields'))).toBe(false);
});
