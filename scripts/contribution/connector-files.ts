import type { OutputFile } from '../bundle/file.ts';
import type { ConnectorFacts } from '../compile/connector-item.ts';
import type { ArmTemplate, JsonObject } from '../model/arm.ts';
import { deploymentType } from '../model/infrastructure.ts';
import type { publishedNames } from './place.ts';
import { standalone } from './standalone.ts';
import { documentFile } from './text-file.ts';

/** The connector's page, and the template of its function app, which names the package with its code. */
export function connectorFiles(
  folder: string,
  names: ReturnType<typeof publishedNames>,
  { id, page }: ConnectorFacts,
  mainTemplate: ArmTemplate,
): OutputFile[] {
  const deployment = mainTemplate.resources.find(({ type }) => type === deploymentType);
  if (!deployment) throw new TypeError('The template has no deployment of the connector.');
  // Inside, expressions are evaluated by the deployment itself; only what is passed to it is read here.
  const { parameters = null } = deployment['properties'] as JsonObject;
  const template = standalone(mainTemplate, deployment, parameters, ['workspace', 'apiKey']);
  return [
    documentFile(`${folder}/Data Connectors/${names.connector}`, { id, ...page }),
    documentFile(`${folder}/Data Connectors/${names.connectorTemplate}`, template),
  ];
}
