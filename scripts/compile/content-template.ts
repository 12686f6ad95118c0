import { deploymentTemplateSchema, type ArmResource, type JsonObject } from '../model/arm.ts';
import { evaluate, packageIdVariable, solutionIdVariable, type ContentKind } from './content-item.ts';
import { contentTemplateType, insideWorkspace, workspaceLocation, type CompileFrame } from './frame.ts';

export interface ContentTemplate {
  readonly kind: ContentKind;
  readonly description: string;
  readonly displayName: string;
  /** Expressions, without brackets. */
  readonly contentId: string;
  readonly version: string;
  readonly templateName: string;
  readonly productId: string;
  /** The item and its metadata; their `[...]` texts are evaluated when the solution is installed. */
  readonly resources: readonly JsonObject[];
}

/**
 * The resource that offers one item in the workspace: a whole template inside a template.
 * Form: schema version 3.0.0 of the public packager.
 */
export function contentTemplateResource(frame: CompileFrame, template: ContentTemplate): ArmResource {
  const { kind, description, displayName, contentId, version, resources } = template;
  return {
    type: contentTemplateType,
    apiVersion: frame.apiVersion(contentTemplateType),
    name: insideWorkspace(template.templateName),
    location: workspaceLocation,
    dependsOn: [evaluate(packageIdVariable)],
    properties: {
      description,
      mainTemplate: {
        $schema: deploymentTemplateSchema,
        contentVersion: evaluate(version),
        parameters: {},
        variables: {},
        resources,
      },
      packageKind: 'Solution',
      packageVersion: evaluate("variables('_solutionVersion')"),
      packageName: evaluate("variables('_solutionName')"),
      packageId: evaluate(solutionIdVariable),
      contentSchemaVersion: '3.0.0',
      contentId: evaluate(contentId),
      contentKind: kind,
      displayName,
      contentProductId: evaluate(template.productId),
      id: evaluate(template.productId),
      version: evaluate(version),
    },
  };
}
