import type { ArmResource, ArmTemplate } from '../../scripts/model/arm.ts';

interface ContentTemplate {
  readonly properties: { readonly mainTemplate: ArmTemplate };
}

/** The templates that content templates hold, in their order. */
export function innerTemplates(resources: readonly ArmResource[]): ArmTemplate[] {
  return resources
    .filter(({ type }) => type.endsWith('/contentTemplates'))
    .map((resource) => (resource as unknown as ContentTemplate).properties.mainTemplate);
}
