import type { JsonObject } from '../model/arm.ts';
import { evaluate, literal, productId, quote, templateName, type ContentItem } from './content-item.ts';
import { contentTemplateResource } from './content-template.ts';
import { metadataResource, workbookType, workspaceLocation, type CompileFrame } from './frame.ts';

export interface WorkbookFacts {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  /** The notebook, as the compiler of workbooks made it. */
  readonly notebook: JsonObject;
  readonly dataType: string;
  /** Ids of the connectors of which any one suffices. */
  readonly connectors: readonly string[];
}

/** A workbook as content template. `number` counts the workbooks from 1. */
export function compileWorkbookItem(
  frame: CompileFrame,
  workbook: WorkbookFacts,
  number: number,
): ContentItem {
  const contentId = `variables('_workbookContentId${number}')`;
  const version = `variables('workbookVersion${number}')`;
  const resource = {
    type: workbookType,
    name: evaluate(`variables('workbookContentId${number}')`),
    apiVersion: frame.apiVersion(workbookType),
    kind: 'shared',
    location: workspaceLocation,
    metadata: { description: literal(workbook.description) },
    properties: {
      displayName: evaluate(`parameters('workbook${number}-name')`),
      serializedData: JSON.stringify(workbook.notebook),
      version: '1.0',
      sourceId: evaluate("variables('workspaceResourceId')"),
      category: 'sentinel',
    },
  };
  const metadata = metadataResource(frame, {
    kind: 'Workbook',
    parentId: `variables('workbookId${number}')`,
    contentId,
    version,
    more: {
      properties: {
        description: literal(workbook.description),
        dependencies: {
          operator: 'AND',
          criteria: [
            { contentId: workbook.dataType, kind: 'DataType' },
            {
              operator: 'OR',
              criteria: workbook.connectors.map((id) => ({ contentId: id, kind: 'DataConnector' })),
            },
          ],
        },
      },
    },
  });
  return {
    kind: 'Workbook',
    contentId: evaluate(contentId),
    version: evaluate(version),
    variables: {
      [`workbookVersion${number}`]: workbook.version,
      [`workbookContentId${number}`]: workbook.key,
      [`_workbookContentId${number}`]: evaluate(`variables('workbookContentId${number}')`),
      [`workbookId${number}`]: evaluate(
        `resourceId('Microsoft.Insights/workbooks', variables('workbookContentId${number}'))`,
      ),
      [`workbookTemplateSpecName${number}`]: evaluate(templateName('Workbook', quote(workbook.key))),
      [`_workbookcontentProductId${number}`]: evaluate(productId('Workbook', contentId, version)),
    },
    resources: [
      contentTemplateResource(frame, {
        kind: 'Workbook',
        description: `${workbook.title} with template version ${frame.solution.version}`,
        displayName: evaluate(`parameters('workbook${number}-name')`),
        contentId,
        version,
        templateName: `variables('workbookTemplateSpecName${number}')`,
        productId: `variables('_workbookcontentProductId${number}')`,
        resources: [resource, metadata],
      }),
    ],
  };
}
