/** In: a package. Out: what is in it, each thing with its kind, id and version, and with its own properties. */
import { sha256 } from '../bundle/file.ts';
import { isObject, objectAt, objectsAt, textAt } from '../certify/node.ts';
import type { Json, JsonObject } from '../model/arm.ts';
import { resolveAll, resolveText } from './expression.ts';
import type { SolutionPackage } from './package.ts';

export interface PackageItem {
  readonly kind: string;
  /** By which the item of another package is recognized as the same. */
  readonly id: string;
  readonly name: string;
  /** Empty where such a thing has none. */
  readonly version: string;
  /** What it consists of; expressions are resolved as far as the package knows them. */
  readonly properties: Json;
  /** Of the properties as JSON. */
  readonly sha256: string;
}

type Draft = Omit<PackageItem, 'sha256'>;

/** Everything in a package, contents first, in the order of the files. */
export function listItems({ mainTemplate, createUiDefinition }: SolutionPackage): PackageItem[] {
  const drafts = [
    ...objectsAt(mainTemplate, 'resources').flatMap(([, resource]) => resourceItems(mainTemplate, resource)),
    ...memberItems(mainTemplate, 'parameters', 'Parameter'),
    ...memberItems(mainTemplate, 'outputs', 'Output'),
    ...wizardItems(createUiDefinition),
  ];
  return drafts.map((draft) => ({ ...draft, sha256: hashOf(draft.properties) }));
}

/** The variables, which the items have in them already: looked at where nothing else differs. */
export function listVariables({ mainTemplate }: SolutionPackage): PackageItem[] {
  return memberItems(mainTemplate, 'variables', 'Variable').map((draft) => ({
    ...draft,
    sha256: hashOf(draft.properties),
  }));
}

/** Kinds of what customers get; the others are how it comes to them. */
export function isContent({ kind }: Pick<PackageItem, 'kind'>): boolean {
  return contentKinds.has(kind);
}

const contentKinds = new Set([
  'Solution',
  'DataConnector',
  'Workbook',
  'AnalyticsRule',
  'Watchlist',
  'Parser',
  'HuntingQuery',
  'Playbook',
]);

function resourceItems(template: JsonObject, resource: JsonObject): Draft[] {
  const type = textAt(resource, 'type');
  const kind = type.split('/').at(-1) ?? '';
  const properties = objectAt(resource, 'properties');
  const text = (value: Json | undefined): string => resolveText(template, value);
  if (kind === 'contentPackages') {
    const id = text(properties['contentId']);
    const own = resolveAll(template, properties);
    return [
      {
        kind: 'Solution',
        id,
        name: text(properties['displayName']),
        version: text(properties['version']),
        properties: own,
      },
    ];
  }
  if (kind === 'contentTemplates') return [templateItem(template, properties)];
  if (kind === 'Watchlists') {
    const id = text(properties['watchlistAlias']);
    return [
      {
        kind: 'Watchlist',
        id,
        name: text(properties['displayName']),
        version: '',
        properties: resolveAll(template, resource),
      },
    ];
  }
  if (kind === 'deployments') {
    const inner = objectAt(properties, 'template');
    const name = text(resource['name']);
    const { template: _, ...rest } = properties;
    return [
      { kind: 'Deployment', id: name, name, version: '', properties: { ...resource, properties: rest } },
      ...objectsAt(inner, 'resources').map(([, nested]) => {
        const id = `${textAt(nested, 'type')} ${resolveText(inner, nested['name'])}`;
        return {
          kind: 'Resource',
          id,
          name: textAt(nested, 'type'),
          version: '',
          properties: resolveAll(inner, nested),
        };
      }),
    ];
  }
  const name = text(resource['name']);
  return [
    {
      kind: 'Resource',
      id: `${type} ${name}`,
      name: type,
      version: '',
      properties: resolveAll(template, resource),
    },
  ];
}

/** A content template: what counts is what it installs, not the frame around it. */
function templateItem(template: JsonObject, properties: JsonObject): Draft {
  const [, installed = {}] = objectsAt(objectAt(properties, 'mainTemplate'), 'resources')[0] ?? [];
  const body = resolveAll(template, installed) as JsonObject;
  const own = objectAt(body, 'properties');
  return {
    kind: textAt(properties, 'contentKind'),
    id: resolveText(template, properties['contentId']),
    name: resolveText(template, properties['displayName']),
    version: resolveText(template, properties['version']),
    properties: { ...body, properties: withNotebook(own) },
  };
}

/** A workbook stands in its resource as a text. */
function withNotebook(properties: JsonObject): JsonObject {
  const { serializedData: text } = properties;
  if (typeof text !== 'string') return properties;
  try {
    return { ...properties, serializedData: JSON.parse(text) as Json };
  } catch {
    return properties;
  }
}

function memberItems(holder: JsonObject, key: string, kind: string): Draft[] {
  return Object.entries(objectAt(holder, key)).map(([name, properties]) => {
    return { kind, id: name, name, version: '', properties };
  });
}

/** The pages of the wizard with their controls, and what the wizard passes on. */
function wizardItems(definition: JsonObject): Draft[] {
  const { basics = [], steps = [], outputs = {}, config = {} } = objectAt(definition, 'parameters');
  const pages = [
    { name: 'basics', elements: basics },
    ...(Array.isArray(steps) ? (steps as readonly JsonObject[]) : []),
  ] as JsonObject[];
  return [
    { kind: 'Wizard', id: 'config', name: 'config', version: '', properties: config },
    ...pages.flatMap((page) => {
      const { elements: _, ...head } = page;
      const name = textAt(page, 'name');
      return [
        { kind: 'Wizard page', id: name, name, version: '', properties: head },
        ...objectsAt(page, 'elements').map(([, control]) => {
          const id = `${name}.${textAt(control, 'name')}`;
          return { kind: 'Wizard control', id, name: id, version: '', properties: control };
        }),
      ];
    }),
    ...(isObject(outputs)
      ? Object.entries(outputs).map(([name, value]) => {
          return { kind: 'Wizard output', id: name, name, version: '', properties: value };
        })
      : []),
  ];
}

function hashOf(properties: Json): string {
  return sha256(Buffer.from(JSON.stringify(properties), 'utf8'));
}
