/**
 * In: the definitions of the connector's Azure resources (checked by `checkInfrastructure`) and the facts
 * they need. Out: one nested deployment for the root template, and what the root template must have for it.
 */
import {
  deploymentTemplateSchema,
  type ArmParameter,
  type ArmResource,
  type Json,
  type JsonObject,
} from '../../model/arm.ts';
import {
  deploymentType,
  type InfrastructureInput,
  type ParameterDefinition,
} from '../../model/infrastructure.ts';
import { deployables, orderByDependency } from '../../validate/infrastructure/dependency.ts';
import { takeInventory, type Entry } from '../../validate/infrastructure/inventory.ts';
import { collectFacts } from './facts.ts';
import { toTerm } from './identifier.ts';
import { fillPlaceholders, lookUpFact } from './placeholder.ts';
import { compileDeployable, substitute, type Surroundings } from './resource.ts';

export interface CompiledInfrastructure {
  /** For the root template, besides `workspace`, `workspace-location` and `location`, which it must have. */
  readonly parameters: Readonly<Record<string, ArmParameter>>;
  /** For the root template: the outputs ask this one, since an output must not name a secret parameter. */
  readonly variables: JsonObject;
  readonly resource: ArmResource;
  readonly outputs: JsonObject;
}

/** Name of the root template's variable that says whether the connector is deployed. */
const wanted = 'deployConnector';
const keyGiven = "[not(empty(parameters('apiKey')))]";

/** Throws a TypeError where the definitions name what does not exist; never so after the checks. */
export function compileInfrastructure(input: InfrastructureInput): CompiledInfrastructure {
  const inventory = takeInventory(input.parts);
  const facts = collectFacts(input);
  const { apiVersions } = input;
  const tags = fillPlaceholders(textsOf(inventory.tags), (name) => lookUpFact(facts, name)) as JsonObject;
  const around: Surroundings = { inventory, facts, apiVersions, tags };
  const fill = (value: Json): Json => fillPlaceholders(value, (name) => substitute(name, around));
  const name = inventory.deployments[0]?.definition;
  const apiVersion = apiVersions[deploymentType];
  if (name === undefined || apiVersion === undefined) throw new TypeError('There is no deployment.');

  const { ordered, left } = orderByDependency(deployables(inventory));
  const parameters = inventory.parameters.map(({ name, definition }) => ({ name, ...definition }));
  const resource: ArmResource = {
    type: deploymentType,
    apiVersion,
    name,
    condition: keyGiven,
    properties: {
      mode: 'Incremental',
      // Expressions are evaluated inside: evaluated outside, the key would be kept in the deployment's record.
      expressionEvaluationOptions: { scope: 'Inner' },
      parameters: record(parameters, ({ name, from }) => ({ value: from ?? `[parameters('${name}')]` })),
      template: {
        $schema: deploymentTemplateSchema,
        contentVersion: '1.0.0.0',
        parameters: record(parameters, ({ type }) => ({ type })),
        variables: fill(textsOf(inventory.variables)),
        resources: [...ordered, ...left].map((entry) => compileDeployable(entry, around) as JsonObject),
        outputs: record(inventory.outputs, ({ definition: { type, value } }) => ({
          type,
          value: fill(value),
        })),
      },
    },
  };
  const deployed = `reference(resourceId('${deploymentType}', '${name}'), '${apiVersion}').outputs`;
  return {
    parameters: Object.fromEntries(
      parameters
        .filter((parameter) => parameter.default !== undefined)
        .map((parameter) => [parameter.name, rootParameter(parameter, fill)]),
    ),
    variables: { [wanted]: keyGiven },
    resource,
    outputs: record(inventory.outputs, ({ name, definition: { type, without } }) => ({
      type,
      value: `[if(variables('${wanted}'), ${deployed}.${name}.value, ${toTerm(String(fill(without)))})]`,
    })),
  };
}

function rootParameter(definition: ParameterDefinition, fill: (value: Json) => Json): ArmParameter {
  const { type, allowed, minLength, min, max, description } = definition;
  return {
    type,
    ...(definition.default === undefined ? {} : { defaultValue: fill(definition.default) }),
    ...(allowed === undefined ? {} : { allowedValues: fill(allowed) as readonly Json[] }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(min === undefined ? {} : { minValue: min }),
    ...(max === undefined ? {} : { maxValue: max }),
    ...(description === undefined ? {} : { metadata: { description } }),
  };
}

function textsOf(entries: readonly Entry<string>[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(({ name, definition }) => [name, definition]));
}

function record<T extends { readonly name: string }>(
  entries: readonly T[],
  value: (entry: T) => Json,
): JsonObject {
  return Object.fromEntries(entries.map((entry) => [entry.name, value(entry)]));
}
