import type { RuleFile } from '../model/rule.ts';
import type { Column } from '../model/table.ts';

/** What the pages about a rule are made from. */
export interface DocumentedRule {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly rule: RuleFile;
  /** The query as it is shipped, with its fragments. */
  readonly query: string;
  /** Columns of the result. */
  readonly columns: readonly Column[];
}
