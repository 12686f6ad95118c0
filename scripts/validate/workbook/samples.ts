import type { ParameterDefinition } from '../../model/workbook.ts';
import type { SampleValue } from './reference.ts';

/** A value that a parameter may have, and how a finding calls it. */
export interface Sample extends SampleValue {
  readonly title: string;
}

/** Texts that a parameter may hold whatever its kind: values can come from data and from shared links. */
const texts: readonly Sample[] = [
  { title: 'an ordinary value', plain: '10' },
  { title: 'nothing', plain: '' },
  { title: 'the choice of all', plain: 'All' },
  { title: 'an apostrophe', plain: "O'Brien" },
  { title: 'a double quote', plain: 'the "other" one' },
  { title: 'a backslash', plain: 'EXAMPLE\\' },
  { title: 'non-ASCII characters', plain: 'Zo\u00eb \u6771\u4eac' },
  { title: 'a text of 200 characters', plain: 'x'.repeat(200) },
];

const start = 'datetime(2026-11-01T00:00:00.000Z)';
const end = 'datetime(2026-11-08T00:00:00.000Z)';

const ranges: readonly Sample[] = [
  { title: 'a relative time range', ...range('> ago(7d)', '1h') },
  { title: 'a custom time range', ...range(`between (${start} .. ${end})`, '30m') },
];

function range(plain: string, grain: string): SampleValue {
  return { plain, forms: { query: plain, value: plain, start, end, grain, label: 'Last 7 days' } };
}

/** The values to try a parameter with; the first is an ordinary one. */
export function samplesOf(parameter: ParameterDefinition): readonly [Sample, ...Sample[]] {
  const [first, ...rest] = parameter.kind === 'time-range' ? ranges : texts;
  if (!first) throw new TypeError('There are no samples.');
  const options = (parameter.options ?? []).map(({ value }) => ({ title: `"${value}"`, plain: value }));
  return [first, ...rest, ...options];
}
