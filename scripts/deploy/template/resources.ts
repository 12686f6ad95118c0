/**
 * In: a template, values of its parameters, and where it would be deployed. Out: the resources that a
 * deployment makes, with those of nested deployments, as Azure would be asked for them. It knows the
 * functions that this solution's templates use, and no others.
 */
import type { Json, JsonObject } from '../../model/arm.ts';
import { evaluateText, evaluateValue, UnknownValue, type TemplateScope } from './evaluate.ts';
import { idPath, isRecord, type Place } from './functions.ts';

export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  /** Name of the nested deployment that it belongs to; undefined for those of the template itself. */
  readonly deployment: string | undefined;
  /** Everything but type, name and what only steers the deployment; undefined where it is not known yet. */
  readonly body: JsonObject | undefined;
}

export interface TemplateInput {
  readonly template: JsonObject;
  /** Without those whose default is wanted. */
  readonly parameters: JsonObject;
  readonly place: Place;
  readonly reference?: (id: string) => Json | undefined;
}

const steering: ReadonlySet<string> = new Set([
  'type',
  'name',
  'apiVersion',
  'condition',
  'copy',
  'scope',
  'dependsOn',
  'comments',
]);
const deploymentType = 'microsoft.resources/deployments';

/** In the order of the template. */
export function resourcesOf(input: TemplateInput, deployment?: string): readonly TemplateResource[] {
  const scope = scopeOf(input);
  const resources = Array.isArray(input.template['resources']) ? (input.template['resources'] as Json[]) : [];
  return resources
    .filter(isRecord)
    .flatMap((resource) =>
      copies(resource, scope).flatMap((one) => expand(resource, one, input, deployment)),
    );
}

/** Values of the parameters, the defaults included. */
export function scopeOf({ template, parameters, place, reference }: TemplateInput): TemplateScope {
  const bare: TemplateScope = { place, parameters, variables: {}, reference: reference ?? (() => undefined) };
  const declared = isRecord(template['parameters']) ? template['parameters'] : {};
  const defaults = Object.entries(declared).flatMap(([name, definition]) =>
    isRecord(definition) && definition['defaultValue'] !== undefined
      ? [[name, evaluateValue(definition['defaultValue'], bare)] as const]
      : [],
  );
  const variables = isRecord(template['variables']) ? template['variables'] : {};
  return { ...bare, parameters: { ...Object.fromEntries(defaults), ...parameters }, variables };
}

function copies({ copy }: JsonObject, scope: TemplateScope): readonly TemplateScope[] {
  if (!isRecord(copy)) return [scope];
  const count = Number(evaluateValue(copy['count'] ?? 0, scope));
  return Array.from({ length: count }, (_, index) => ({ ...scope, copy: index }));
}

function expand(
  resource: JsonObject,
  scope: TemplateScope,
  { place, reference }: TemplateInput,
  deployment: string | undefined,
): readonly TemplateResource[] {
  const { condition } = resource;
  if (condition !== undefined && evaluateValue(condition, scope) !== true) return [];
  const type = String(resource['type']);
  const name = String(evaluateText(String(resource['name']), scope));
  if (type.toLowerCase() === deploymentType) {
    const properties = isRecord(resource['properties']) ? resource['properties'] : {};
    const given = isRecord(properties['parameters']) ? properties['parameters'] : {};
    const parameters = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [
        key,
        evaluateValue(isRecord(value) ? (value['value'] ?? null) : null, scope),
      ]),
    );
    const template = isRecord(properties['template']) ? properties['template'] : {};
    return resourcesOf({ template, parameters, place, ...(reference && { reference }) }, name);
  }
  const base = resource['scope'];
  const above = base === undefined ? undefined : String(evaluateText(String(base), scope));
  return [
    {
      id: idOf(type, name, above, place),
      type,
      name,
      apiVersion: String(resource['apiVersion']),
      deployment,
      body: bodyOf(resource, scope),
    },
  ];
}

function bodyOf(resource: JsonObject, scope: TemplateScope): JsonObject | undefined {
  const body = Object.fromEntries(Object.entries(resource).filter(([key]) => !steering.has(key)));
  try {
    return evaluateValue(body, scope) as JsonObject;
  } catch (error) {
    if (error instanceof UnknownValue) return undefined;
    throw error;
  }
}

/** `workspaces/providers/contentTemplates` extends the workspace; its name holds the name of the provider. */
function idOf(type: string, name: string, above: string | undefined, place: Place): string {
  const names = name.split('/');
  const group = `/subscriptions/${place.subscriptionId}/resourceGroups/${place.resourceGroup}`;
  const [parent, extension] = type.split('/providers/');
  if (extension === undefined || parent === undefined) return `${above ?? group}${idPath([type, ...names])}`;
  const depth = parent.split('/').length - 1;
  const holder = `${group}${idPath([parent, ...names.slice(0, depth)])}`;
  const [provider = '', ...own] = names.slice(depth);
  return `${holder}${idPath([`${provider}/${extension}`, ...own])}`;
}
