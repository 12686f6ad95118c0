import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BoundQuery } from './bound-query.ts';

const address = /\bemail\b|Email\b/;

/** Who is who is told by UUIDs; and the address of an audit event has one name. */
export function checkIdentity({ analysis, locate }: BoundQuery): Diagnostic[] {
  const { comparisons, paths } = analysis.facts;
  return [
    ...paths
      .filter((path) => /^session\s*\.\s*ip_address\b/.test(path.text))
      .map((path) => diagnostic('kql-session-address', locate(path), {})),
    ...comparisons.flatMap((comparison) => {
      const { left, operator, right } = comparison;
      if (right === undefined || !address.test(left) || !address.test(right)) return [];
      return [diagnostic('kql-address-comparison', locate(comparison), { left, operator, right })];
    }),
  ];
}
