import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withoutComments } from '../../kql/mask.ts';
import type { BoundRule } from './rule-frame.ts';

/** Source: QueryBasedTemplateInternalModel.cs of the public content repository. */
const maximumLength = 10_000;
/** Ours: a query beyond this is hard to read in the portal's editor. */
const aimedLength = 5_000;

/** How the query is written down, and how long it becomes. */
export function checkQueryForm({ doc, composed }: BoundRule): Diagnostic[] {
  const { query } = doc.value;
  const findings: Diagnostic[] = [];
  const place = doc.at(['query'], 'key');
  if (!/^query: +\|[-+\d]*\s*$/m.test(doc.source.text))
    findings.push(diagnostic('rule-query-form', place, {}));
  const blank = /\n[ \t]*\n(?=[\s\S]*\S)/.exec(query);
  if (blank) findings.push(diagnostic('rule-query-blank-line', doc.within(['query'], blank.index + 1), {}));
  const { length } = composed.text;
  const bare = withoutComments(composed.text).length;
  if (length > maximumLength) {
    findings.push(diagnostic('rule-query-length', place, { length, limit: maximumLength }));
  } else if (bare > aimedLength) {
    findings.push(diagnostic('rule-query-long', place, { length: bare, limit: aimedLength }));
  }
  return findings;
}
