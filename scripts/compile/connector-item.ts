import type { ArmResource, JsonObject } from '../model/arm.ts';
import { evaluate, productId, templateName, type ContentItem } from './content-item.ts';
import { contentTemplateResource } from './content-template.ts';
import {
  dataConnectorType,
  insideWorkspace,
  metadataResource,
  workspaceLocation,
  type CompileFrame,
} from './frame.ts';

export interface ConnectorFacts {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** `connectorUiConfig` without its id. */
  readonly page: JsonObject;
}

const workspaceId = "resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspace'))";

/** The connector's page: as content template, and once more active so that the gallery shows it at once. */
export function compileConnectorItem(
  frame: CompileFrame,
  connector: ConnectorFacts,
  number: number,
): ContentItem {
  const contentId = `variables('_dataConnectorContentId${number}')`;
  const version = `variables('dataConnectorVersion${number}')`;
  const name = insideWorkspace(contentId);
  const page = {
    type: dataConnectorType,
    apiVersion: frame.apiVersion(dataConnectorType),
    name,
    location: workspaceLocation,
    kind: 'GenericUI',
    properties: {
      connectorUiConfig: { id: evaluate(`variables('_uiConfigId${number}')`), ...connector.page },
    },
  };
  const metadata = (more?: JsonObject): JsonObject =>
    metadataResource(frame, {
      kind: 'DataConnector',
      parentId: `extensionResourceId(${workspaceId},'Microsoft.SecurityInsights/dataConnectors', ${contentId})`,
      contentId,
      version,
      ...(more && { more }),
    });
  const template = contentTemplateResource(frame, {
    kind: 'DataConnector',
    description: `${connector.title} data connector with template version ${frame.solution.version}`,
    displayName: connector.title,
    contentId,
    version,
    templateName: `variables('dataConnectorTemplateSpecName${number}')`,
    productId: `variables('_dataConnectorcontentProductId${number}')`,
    resources: [page, metadata()],
  });
  const active = metadata({
    dependsOn: [evaluate(`variables('_dataConnectorId${number}')`)],
    location: workspaceLocation,
  });
  return {
    kind: 'DataConnector',
    contentId: evaluate(contentId),
    version: evaluate(version),
    variables: {
      [`uiConfigId${number}`]: connector.id,
      [`_uiConfigId${number}`]: evaluate(`variables('uiConfigId${number}')`),
      [`dataConnectorContentId${number}`]: connector.id,
      [`_dataConnectorContentId${number}`]: evaluate(`variables('dataConnectorContentId${number}')`),
      [`dataConnectorId${number}`]: evaluate(
        `extensionResourceId(${workspaceId}, 'Microsoft.SecurityInsights/dataConnectors', ${contentId})`,
      ),
      [`_dataConnectorId${number}`]: evaluate(`variables('dataConnectorId${number}')`),
      [`dataConnectorTemplateSpecName${number}`]: evaluate(templateName('DataConnector', contentId)),
      [`dataConnectorVersion${number}`]: connector.version,
      [`_dataConnectorcontentProductId${number}`]: evaluate(productId('DataConnector', contentId, version)),
    },
    resources: [template, active as ArmResource, page],
  };
}
