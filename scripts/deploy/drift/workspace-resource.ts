import type { Json, JsonObject } from '../../model/arm.ts';
import type { Azure } from '../azure/azure.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { during } from '../outcome/step.ts';
import type { TemplateResource } from '../template/resources.ts';
import { isRecord } from '../template/functions.ts';
import { readAppSettings } from '../update/connector-answers.ts';

export type WorkspaceResource =
  | { readonly kind: 'there'; readonly body: JsonObject; readonly unread?: string }
  | { readonly kind: 'missing' }
  /** The caller may not read it. */
  | { readonly kind: 'unread'; readonly reason: string };

/** A resource as it is in Azure, in the shape in which the template gives it. Throws `StepFault`. */
export async function readResource(azure: Azure, expected: TemplateResource): Promise<WorkspaceResource> {
  const { id, type, apiVersion } = expected;
  try {
    const body = await azure.get<JsonObject>(id, apiVersion);
    if (body === undefined) return { kind: 'missing' };
    return type.toLowerCase() === 'microsoft.web/sites'
      ? await withSettings(azure, body, expected)
      : { kind: 'there', body: withStandardColumns(body) };
  } catch (error) {
    if (error instanceof AzureFault && error.status === 403) return { kind: 'unread', reason: error.message };
    throw error;
  }
}

/** An app answers without its settings: they are two resources of their own. */
async function withSettings(
  azure: Azure,
  body: JsonObject,
  { id, apiVersion }: TemplateResource,
): Promise<WorkspaceResource> {
  const web = await during('read the configuration of the function app', () =>
    azure.get<{ readonly properties?: JsonObject }>(`${id}/config/web`, apiVersion),
  );
  const settings = await readAppSettings(azure, id);
  const properties = isRecord(body['properties']) ? body['properties'] : {};
  const own = isRecord(properties['siteConfig']) ? properties['siteConfig'] : {};
  const { appSettings: _, ...others } = { ...own, ...web?.properties } as Record<string, Json>;
  const siteConfig: JsonObject = {
    ...others,
    ...(settings && {
      appSettings: Object.entries(settings).map(([name, value]) => ({ name, value })),
    }),
  };
  return {
    kind: 'there',
    body: { ...body, properties: { ...properties, siteConfig } },
    ...(settings ? {} : { unread: 'The settings of the function app may not be read with this sign-in.' }),
  };
}

/** Of a table, Azure lists the columns that it makes itself apart. */
function withStandardColumns(body: JsonObject): JsonObject {
  const properties = body['properties'];
  const schema = isRecord(properties) ? properties['schema'] : undefined;
  if (!isRecord(properties) || !isRecord(schema)) return body;
  const { columns, standardColumns } = schema;
  if (!Array.isArray(columns) || !Array.isArray(standardColumns)) return body;
  // Only those that the template names as well: the others are nobody's choice.
  const standard = standardColumns.filter(
    (column) => isRecord(column) && platformColumns.has(String(column['name'])),
  ) as readonly Json[];
  const whole = [...columns, ...standard.filter((column) => !columns.some((one) => sameName(one, column)))];
  return { ...body, properties: { ...properties, schema: { ...schema, columns: whole } } };
}

/** Columns of every table that the template declares too, as the published table does. */
const platformColumns: ReadonlySet<string> = new Set(['TimeGenerated', 'SourceSystem']);

function sameName(a: Json, b: Json): boolean {
  return isRecord(a) && isRecord(b) && a['name'] === b['name'];
}
