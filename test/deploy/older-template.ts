import type { JsonObject } from '../../scripts/model/arm.ts';

/** The bundle as it may have been before: lower versions, one rule less, one with another query. */
export function olderTemplate(template: JsonObject): JsonObject {
  const { _solutionVersion: version } = template['variables'] as { readonly _solutionVersion: string };
  const text = JSON.stringify(template)
    .replaceAll(`"${version}"`, '"3.0.4"')
    .replaceAll('"analyticRuleVersion1":"2.0.0"', '"analyticRuleVersion1":"1.0.9"')
    .replaceAll('firewall rules changed after', 'firewall rules were changed after');
  const older = JSON.parse(text) as { readonly resources: readonly JsonObject[] };
  const resources = older.resources.filter(({ name }) => !String(name).includes('analyticRuleObject18'));
  const rules = resources.map((resource) =>
    resource['name'] === 'onepassword-rules'
      ? {
          ...resource,
          dependsOn: (resource['dependsOn'] as string[]).filter((id) => !id.includes('Object18')),
        }
      : resource,
  );
  return { ...older, resources: rules };
}
