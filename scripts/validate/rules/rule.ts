/**
 * In: an analytics rule of the right shape, its query composed and bound, and what rules may name.
 * Out: what the service, the public content repository or our own conventions would not accept.
 */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import { remember } from '../../model/remember.ts';
import type { RuleFile } from '../../model/rule.ts';
import { checkArrival, checkDuplicates } from '../queries/arrival.ts';
import { locateIn } from '../queries/bound-query.ts';
import { checkFrequency } from '../queries/literals.ts';
import { checkRuleQuery } from '../queries/query.ts';
import { checkConnectors } from './connectors.ts';
import { checkDetails, checkResultColumns } from './details.ts';
import { checkEntities } from './entities.ts';
import { checkGrouping } from './grouping.ts';
import { checkOverrides } from './overrides.ts';
import { checkQueryForm } from './query-form.ts';
import type { BoundRule, RuleFrame } from './rule-frame.ts';
import { checkSchedule } from './schedule.ts';
import { checkTechniques } from './techniques.ts';
import { checkWording } from './wording.ts';

/** Checks one rule, its query included. */
export function checkRule({ frame, ...rule }: BoundRule & { readonly frame: RuleFrame }): Diagnostic[] {
  const { doc, composed, analysis } = rule;
  const locate = locateIn(composed, (offset, length) => doc.within(['query'], offset, length));
  const query = { composed, analysis, locate };
  const reportsEvents = doc.value.entityMappings !== undefined;
  return [
    ...known.document(doc, frame),
    ...checkQueryForm(rule),
    ...checkEntities(rule),
    ...checkDetails(rule),
    ...checkResultColumns(rule),
    ...checkOverrides(rule),
    ...checkRuleQuery(query, frame),
    ...checkFrequency(query, doc.value.queryFrequency),
    ...checkArrival(query),
    ...(reportsEvents ? checkDuplicates(query) : []),
  ];
}

/** What a rule says without its fragments stays as it is when one of them is saved. */
const known = {
  document: remember((doc: YamlDocument<RuleFile>, frame: RuleFrame): readonly Diagnostic[] => [
    ...checkWording(doc, frame.titlePrefix),
    ...checkSchedule(doc),
    ...checkTechniques(doc, frame.techniques),
    ...checkConnectors(doc, frame),
    ...checkGrouping(doc),
  ]),
};

/** What no two rules may share. */
export function checkRuleSet(docs: readonly YamlDocument<RuleFile>[]): Diagnostic[] {
  return (['id', 'name'] as const).flatMap((what) => {
    const first = new Map<string, string>();
    return docs.flatMap((doc) => {
      const value = doc.value[what];
      const key = value.toLowerCase();
      const other = first.get(key);
      first.set(key, other ?? doc.source.path);
      return other === undefined
        ? []
        : [diagnostic('rule-duplicate', doc.at([what]), { what, value, other })];
    });
  });
}
