import type { YamlDocument } from '../../load/yaml.ts';
import type { AttackTechniquesFile, RuleFile } from '../../model/rule.ts';
import type { BoundQuery, QueryFrame } from '../queries/bound-query.ts';

/** What rules may name and must fit. */
export interface RuleFrame extends QueryFrame {
  readonly techniques: AttackTechniquesFile;
  /** Connectors that fill the table; a rule lists them all. */
  readonly connectorIds: readonly string[];
  /** The table that the connectors fill. */
  readonly tableName: string;
  /** Beginning of rule names and alert titles. */
  readonly titlePrefix: string;
}

/** A rule of the right shape (its schema), with its query bound. */
export interface BoundRule extends Omit<BoundQuery, 'locate'> {
  readonly doc: YamlDocument<RuleFile>;
}
