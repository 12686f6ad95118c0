/** A template with its parameters, as the resources that it declares. */
import type { Json, JsonObject } from '../../../../scripts/model/arm.ts';
import { evaluateDeeply, type Surroundings } from './evaluate.ts';
import { placeFunctions, type Place } from './place.ts';
import { resourceIdIn } from './resource-name.ts';

/** One resource, after conditions and copies. */
export interface Declared {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  /** Ids of what has to be there before, of this template only, in lower case. */
  readonly dependsOn: readonly string[];
  /** The resource as it would be sent, with what is known now. */
  body(): JsonObject;
  /** What a nested deployment deploys. */
  nested?(): Expansion;
}

export interface Expansion {
  readonly resources: readonly Declared[];
  outputs(): Record<string, { readonly type: string; readonly value: Json }>;
  /** As Azure keeps them: of secure ones the type alone. */
  readonly parameters: Readonly<Record<string, { readonly type: string; readonly value?: Json }>>;
}

/** How a resource that is there already is found: its properties, or all of it. */
export type Reference = (args: readonly Json[], resolveName: (name: string) => string) => Json;

interface TemplateText {
  readonly parameters?: Readonly<Record<string, { readonly type: string; readonly defaultValue?: Json }>>;
  readonly variables?: JsonObject;
  readonly resources?: readonly JsonObject[];
  readonly outputs?: Readonly<Record<string, JsonObject>>;
}

/** Values of parameters by name, as a request gives them. */
export type ParameterValues = Readonly<Record<string, { readonly value?: Json }>>;

/** Members of a resource that are no part of what is sent. */
const instructions = new Set([
  'type',
  'apiVersion',
  'name',
  'dependsOn',
  'condition',
  'copy',
  'scope',
  'metadata',
]);

/** Throws `TypeError` where the template makes no sense. */
export function expand(
  template: JsonObject,
  given: ParameterValues,
  place: Place,
  reference: Reference,
  outer?: Surroundings,
): Expansion {
  const text = template as unknown as TemplateText;
  const values = new Map<string, Json>(
    Object.entries(given).flatMap(([name, { value }]) =>
      value === undefined ? [] : [[name.toLowerCase(), value]],
    ),
  );
  const variables = new Map<string, Json>();
  const names = new Map<string, string>();
  const calls = placeFunctions(place);
  const own: Surroundings = {
    parameter(name) {
      const key = name.toLowerCase();
      const value = values.get(key);
      if (value !== undefined) return value;
      const declared = Object.entries(text.parameters ?? {}).find(([other]) => other.toLowerCase() === key);
      if (!declared) throw new TypeError(`There is no parameter ${name}.`);
      const { defaultValue } = declared[1];
      if (defaultValue === undefined) throw new TypeError(`The parameter ${name} has no value.`);
      const evaluated = evaluateDeeply(defaultValue, own);
      values.set(key, evaluated);
      return evaluated;
    },
    variable(name) {
      const known = variables.get(name);
      if (known !== undefined) return known;
      const found = Object.entries(text.variables ?? {}).find(
        ([other]) => other.toLowerCase() === name.toLowerCase(),
      );
      if (!found) throw new TypeError(`There is no variable ${name}.`);
      const value = evaluateDeeply(found[1], own);
      variables.set(name, value);
      return value;
    },
    call: (name, args) => calls[name]?.(args),
    reference: (args) => reference(args, (name) => names.get(name.toLowerCase()) ?? name),
  };
  const around = outer ?? own;

  const declare = (resource: JsonObject, within: Surroundings): Declared => {
    const at = (member: string): string => String(evaluateDeeply(resource[member] ?? '', within));
    const [type, name] = [at('type'), at('name')];
    const scope = 'scope' in resource ? at('scope') : undefined;
    const base =
      scope === undefined
        ? place.groupId
        : scope.startsWith('/')
          ? scope
          : `${place.groupId}/providers/${scope}`;
    const id = resourceIdIn(base, type, name);
    names.set(name.toLowerCase(), id);
    const isNested = type.toLowerCase() === 'microsoft.resources/deployments';
    const properties = (resource['properties'] ?? {}) as JsonObject;
    return {
      id,
      type,
      name,
      apiVersion: at('apiVersion'),
      dependsOn: ((resource['dependsOn'] ?? []) as readonly Json[]).map((entry) =>
        String(evaluateDeeply(entry, within)).toLowerCase(),
      ),
      body: () =>
        evaluateDeeply(
          Object.fromEntries(
            Object.entries(resource)
              .filter(([member]) => !instructions.has(member))
              .map(([member, value]) => [member, isNested && member === 'properties' ? {} : value]),
          ),
          within,
        ) as JsonObject,
      ...(isNested && { nested: () => expandNested(properties, name, within) }),
    };
  };

  const expandNested = (properties: JsonObject, name: string, within: Surroundings): Expansion => {
    const { template: inner, parameters = {}, expressionEvaluationOptions } = properties;
    const isInner = (expressionEvaluationOptions as JsonObject | undefined)?.['scope'] === 'Inner';
    const handed = evaluateDeeply(parameters, within) as ParameterValues;
    const innerPlace = { ...place, deployment: name };
    return expand(inner as JsonObject, handed, innerPlace, reference, isInner ? undefined : within);
  };

  const resources = (text.resources ?? []).flatMap((resource) => declareAll(resource, around, declare));
  return {
    resources: resources.map((resource) => ({ ...resource, dependsOn: resolveAll(resource, resources) })),
    outputs: () =>
      Object.fromEntries(
        Object.entries(text.outputs ?? {})
          .filter(([, { condition = true }]) => evaluateDeeply(condition, around) === true)
          .map(([name, { type, value }]) => [
            name,
            { type: String(type), value: evaluateDeeply(value ?? null, around) },
          ]),
      ),
    parameters: Object.fromEntries(
      Object.entries(text.parameters ?? {}).map(([name, { type }]) => [
        name,
        /^secure/i.test(type) ? { type } : { type, value: own.parameter(name) },
      ]),
    ),
  };
}

/** A resource as often as its copy says, and not where its condition is false. */
function declareAll(
  resource: JsonObject,
  around: Surroundings,
  declare: (resource: JsonObject, within: Surroundings) => Declared,
): (Declared & { readonly loop?: string })[] {
  const copy = resource['copy'] as JsonObject | undefined;
  const count = copy === undefined ? 1 : Number(evaluateDeeply(copy['count'] ?? 0, around));
  return Array.from({ length: count }, (_, index): Surroundings => ({
    ...around,
    call: (name, args) => (name === 'copyindex' ? copyIndex(index, args) : around.call(name, args)),
  }))
    .filter((within) => evaluateDeeply(resource['condition'] ?? true, within) === true)
    .map((within) => ({
      ...declare(resource, within),
      ...(copy && { loop: String(copy['name']).toLowerCase() }),
    }));
}

/** `copyIndex()`, `copyIndex(1)` or `copyIndex('name', 1)`. */
function copyIndex(index: number, args: readonly Json[]): number {
  const offset = args.at(-1);
  return index + (typeof offset === 'number' ? offset : 0);
}

/** Dependencies are named by id, by name or by the copy that makes them; conditions may have dropped them. */
function resolveAll(
  { dependsOn }: Declared,
  all: readonly (Declared & { readonly loop?: string })[],
): readonly string[] {
  return dependsOn.flatMap((entry) =>
    all
      .filter(({ id, name, loop }) => [id.toLowerCase(), name.toLowerCase(), loop].includes(entry))
      .map(({ id }) => id.toLowerCase()),
  );
}
