import { compose } from '../../kql/compose.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { RuleFile } from '../../model/rule.ts';
import { checkDetails } from '../../validate/rules/details.ts';
import { checkEntities } from '../../validate/rules/entities.ts';
import { checkGrouping } from '../../validate/rules/grouping.ts';
import { checkOverrides } from '../../validate/rules/overrides.ts';
import { checkQueryForm } from '../../validate/rules/query-form.ts';
import { checkSchedule } from '../../validate/rules/schedule.ts';
import { checkTechniques } from '../../validate/rules/techniques.ts';
import { checkSchema } from '../../validate/schema.ts';
import type { ContributionCheck, Subject } from '../check.ts';

/** A rule as it lies in the tree must stand the checks of its source, now with the whole query in it. */
export const detectionSchema: ContributionCheck = {
  name: 'Detection schema',
  source: '.script/tests/detectionTemplateSchemaValidation',
  remedy: 'Correct the rule in analytics-rules/.',
  *run(subject) {
    for (const document of subject.rules) {
      const form = checkSchema(document, 'rule');
      const found = form.length > 0 ? form : contentFindings(document as YamlDocument<RuleFile>, subject);
      for (const { message, location } of found.filter(({ severity }) => severity === 'error')) {
        yield { file: document.source.path, reason: withoutStop(message), line: location.line };
      }
    }
  },
};

function contentFindings(doc: YamlDocument<RuleFile>, { bind, declared, techniques }: Subject) {
  const composed = compose(doc.value.query, new Map());
  const rule = { doc, composed, analysis: bind(composed.text, declared) };
  return [
    ...checkSchedule(doc),
    ...checkTechniques(doc, techniques),
    ...checkQueryForm(rule),
    ...checkEntities(rule),
    ...checkDetails(rule),
    ...checkOverrides(rule),
    ...checkGrouping(doc),
  ];
}

/** A published rule keeps its id, and a changed one has a version of its own. */
export const templateVersion: ContributionCheck = {
  name: 'Template version and id',
  source: '.script/checkThatTemplatesVersionWasChanged.sh, .script/idChangeValidator.ts',
  remedy: 'Run `npm run version:bump` and build anew; never change the id of a published rule.',
  *run({ rules, lock, folder }) {
    const published = lock.items.filter(({ kind }) => kind === 'AnalyticsRule');
    const seen = new Map<string, string>();
    for (const { value, source } of rules) {
      const { id, version } = value as Partial<Pick<RuleFile, 'id' | 'version'>>;
      const other = seen.get(String(id));
      seen.set(String(id), source.path);
      const known = published.find((item) => item.id === id);
      if (other !== undefined) yield { file: source.path, reason: `its id is also that of ${other}` };
      else if (!known)
        yield { file: source.path, reason: `its id "${String(id)}" is not among the locked ones` };
      else if (known.version !== version) {
        yield { file: source.path, reason: `it has version ${String(version)}, locked is ${known.version}` };
      }
    }
    for (const { id, name } of published.filter((item) => !seen.has(item.id))) {
      yield { file: `${folder}/Analytic Rules`, reason: `the rule "${name}" (${id}) is missing` };
    }
  },
};

function withoutStop(message: string): string {
  return message.replace(/\.$/, '');
}
