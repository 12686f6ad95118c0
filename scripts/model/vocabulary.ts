/** solution/vocabulary.yaml: the codes that events carry. */
export interface VocabularyFile {
  /** Category of a sign-in → the values of action_type that go with it. */
  readonly signIns: Readonly<Record<string, readonly string[]>>;
  /** Actions of item usages. */
  readonly itemUsages: readonly string[];
  /** Object type → actions of audit events. */
  readonly audit: Readonly<Record<string, readonly string[]>>;
  /** Actions of audit events whose object type is not published. */
  readonly otherAuditActions: readonly string[];
  readonly health: { readonly categories: readonly string[]; readonly actionTypes: readonly string[] };
}

/** Columns of the table that hold codes. */
export type CodeColumn = 'action' | 'object_type' | 'category' | 'action_type';

/** The codes that a column can hold, each once, sorted. */
export function codesOf(vocabulary: VocabularyFile): Readonly<Record<CodeColumn, readonly string[]>> {
  const { signIns, itemUsages, audit, otherAuditActions, health } = vocabulary;
  return {
    action: distinct([...Object.values(audit).flat(), ...otherAuditActions, ...itemUsages]),
    object_type: distinct(Object.keys(audit)),
    category: distinct([...Object.keys(signIns), ...health.categories]),
    action_type: distinct([...Object.values(signIns).flat(), ...health.actionTypes]),
  };
}

function distinct(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort();
}
