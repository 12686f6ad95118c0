import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { VocabularyFile } from '../../model/vocabulary.ts';

/** The codes that stories are told with. */
export interface StoryCodes {
  /** Sign-ins that did not work. */
  readonly failures: readonly (readonly [category: string, type: string])[];
  /** Reasons of sign-ins that worked though a rule of the firewall reported them. */
  readonly reported: readonly string[];
  /** Everything that is audited: action and type of the object. */
  readonly pairs: readonly (readonly [action: string, objectType: string])[];
  readonly usages: readonly string[];
}

/** Codes of which nobody knows an object type get this one. */
const anyObjectType = 'user';

export function readStoryCodes(
  file: URL = new URL('../../../solution/vocabulary.yaml', import.meta.url),
): StoryCodes {
  const { signIns, itemUsages, audit, otherAuditActions } = parse(
    readFileSync(file, 'utf8'),
  ) as VocabularyFile;
  const { success: _, firewall_reported_success: reported = [], ...refused } = signIns;
  return {
    failures: Object.entries(refused).flatMap(([category, types]) =>
      types.map((type) => [category, type] as const),
    ),
    reported,
    pairs: [
      ...Object.entries(audit).flatMap(([type, actions]) => actions.map((action) => [action, type] as const)),
      ...otherAuditActions.map((action) => [action, anyObjectType] as const),
    ],
    usages: itemUsages,
  };
}
