import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/nearest.ts';
import { codesOf, type CodeColumn } from '../../model/vocabulary.ts';
import type { BoundQuery, QueryFrame } from './bound-query.ts';

/** Comparisons with columns that hold codes: with exact operators only, and with codes that exist. */
export function checkCodes({ analysis, locate }: BoundQuery, { vocabulary }: QueryFrame): Diagnostic[] {
  const codes = codesOf(vocabulary);
  return analysis.facts.comparisons.flatMap((comparison) => {
    const column = codeColumn(comparison.left);
    if (!column) return [];
    const { operator } = comparison;
    if (/^!?(?:has|contains)/.test(operator)) {
      return [diagnostic('kql-term-search', locate(comparison), { column, operator })];
    }
    // Prefixes such as "totp_" are no codes.
    if (/^!?(?:starts|ends)with/.test(operator)) return [];
    return comparison.literals
      .filter(({ value }) => value !== '' && !codes[column].includes(value))
      .map((literal) => {
        const hint = suggest(literal.value, codes[column]);
        return diagnostic('kql-vocabulary', locate(literal), { value: literal.value, column, hint });
      });
  });
}

function codeColumn(left: string): CodeColumn | undefined {
  const column = /^(?:(?:tolower|tostring)\()?(action|object_type|category|action_type)\)?$/.exec(
    left.trim(),
  )?.[1];
  return column as CodeColumn | undefined;
}
