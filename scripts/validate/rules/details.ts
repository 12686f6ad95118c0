import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { checkColumn } from './column-reference.ts';
import { neededDetails, resultColumns } from './result-columns.ts';
import type { BoundRule } from './rule-frame.ts';

/** Custom details name columns of the result, and none that an analyst needs is left out. */
export function checkDetails({ doc, analysis }: BoundRule): Diagnostic[] {
  const details = doc.value.customDetails ?? {};
  const shown = new Set(Object.values(details));
  const place = doc.at(['customDetails'], 'key');
  return [
    ...Object.entries(details).flatMap(([key, column]) =>
      checkColumn(column, analysis.columns, doc.at(['customDetails', key])),
    ),
    ...analysis.columns
      .filter(({ name }) => neededDetails.includes(name) && !shown.has(name))
      .map(({ name }) => diagnostic('rule-detail-missing', place, { name })),
  ];
}

/** Names that all rules share have one type. */
export function checkResultColumns({ doc, analysis }: BoundRule): Diagnostic[] {
  // A query that does not bind has columns of unknown type; the binder has said why.
  if (analysis.problems.length > 0) return [];
  return analysis.columns.flatMap(({ name, type }) => {
    const wanted = resultColumns[name];
    if (wanted === undefined || wanted === type) return [];
    return [diagnostic('rule-result-type', doc.at(['query'], 'key'), { name, type, wanted })];
  });
}
