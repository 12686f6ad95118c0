/** From resources in Azure back to the files that define them. */
import { infrastructurePlaces } from '../../compile/infrastructure/source-places.ts';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { loadSources } from '../../load/sources.ts';
import type { Json, JsonObject } from '../../model/arm.ts';
import { selectValid, type ValidSources } from '../../validate/sources.ts';
import { isRecord } from '../template/functions.ts';
import { resourcesOf, type TemplateInput, type TemplateResource } from '../template/resources.ts';
import type { SourcePlace } from './source-place.ts';

/**
 * Where each resource of a deployment is defined, by its id in lower case. Empty where the sources are not
 * there, or are not those of the template.
 */
export function definitionPlaces(root: string, input: TemplateInput): ReadonlyMap<string, SourcePlace> {
  const sources = selectValid(
    loadSources(root, () => {}),
    () => {},
  );
  const places = new Map<string, SourcePlace>();
  const put = (id: string, location: Location | undefined): void => {
    if (location) places.set(id.toLowerCase(), { file: location.file, line: location.line });
  };
  for (const resource of resourcesOf(input)) put(resource.id, contentPlace(resource, sources));
  const { deployment, places: known } = infrastructurePlaces(sources.infrastructure);
  const parts = deployment === undefined ? [] : partsOf(input.template, deployment);
  // Another number of resources means another version of the sources.
  if (parts.length !== known.length) return places;
  parts.forEach((template, i) => {
    for (const { id } of resourcesOf({ ...input, template })) put(id, known[i]);
  });
  return places;
}

/** For each resource of a nested deployment, the template with that resource alone. */
function partsOf(template: JsonObject, name: string): readonly JsonObject[] {
  const resources = list(template['resources']);
  const nested = resources.find((one) => isRecord(one) && one['name'] === name);
  if (!isRecord(nested)) return [];
  const properties = nested['properties'] as JsonObject;
  const inner = properties['template'] as JsonObject;
  return list(inner['resources']).map((resource) => ({
    ...template,
    resources: [{ ...nested, properties: { ...properties, template: { ...inner, resources: [resource] } } }],
  }));
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Content is found by the id that it has in the package. */
function contentPlace({ type, name, body }: TemplateResource, sources: ValidSources): Location | undefined {
  const kind = type.toLowerCase().split('/').at(-1) ?? '';
  const properties = isRecord(body?.['properties']) ? body['properties'] : {};
  const own = name.split('/').at(-1) ?? '';
  const ruleOf = (id: string): Location | undefined =>
    sources.rules.find(({ value }) => value.id === id)?.at(['id']);
  switch (kind) {
    case 'contenttemplates':
      return templatePlace(
        String(properties['contentKind']),
        String(properties['contentId']),
        sources,
        ruleOf,
      );
    case 'contentpackages':
      return sources.solution?.at(['version']);
    case 'dataconnectors':
      return sources.connectorPage?.at([]);
    case 'watchlists':
      return sources.watchlist?.at([]);
    case 'alertrules':
      return ruleOf(own);
    case 'metadata':
      return ruleOf(own.replace(/^AnalyticsRule-/i, '')) ?? sources.connectorPage?.at([]);
    default:
      return undefined;
  }
}

function templatePlace(
  kind: string,
  id: string,
  { workbook, connectorPage }: ValidSources,
  ruleOf: (id: string) => Location | undefined,
): Location | undefined {
  if (kind === 'AnalyticsRule') return ruleOf(id);
  if (kind === 'Workbook') return workbook?.manifest.at([]);
  return kind === 'DataConnector' ? connectorPage?.at([]) : undefined;
}
