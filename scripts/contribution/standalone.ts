import {
  deploymentTemplateSchema,
  type ArmParameter,
  type ArmResource,
  type ArmTemplate,
  type Json,
} from '../model/arm.ts';

/**
 * A resource of the root template as a template of its own: with the parameters that it reads, deployed
 * whatever the root template makes it depend on. Those in `required` lose their defaults, since without
 * them there would be nothing to deploy.
 */
export function standalone(
  root: ArmTemplate,
  resource: ArmResource,
  /** The part of the resource whose expressions the template evaluates. */
  evaluated: Json,
  required: readonly string[],
): ArmTemplate {
  const { condition: _, dependsOn: __, ...freed } = resource;
  const read = new Set(readParameters(JSON.stringify(evaluated)));
  const texts = Object.values(root.parameters).map((parameter) => JSON.stringify(parameter.metadata ?? {}));
  const described = new Set(texts.flatMap(readParameters));
  const parameters = Object.entries(root.parameters)
    .filter(([name]) => read.has(name))
    .map(([name, parameter]) => [name, required.includes(name) ? demand(parameter) : parameter] as const);
  const missing = [...read].find((name) => !Object.hasOwn(root.parameters, name));
  if (missing !== undefined) throw new TypeError(`The template has no parameter ${missing}.`);
  return {
    $schema: deploymentTemplateSchema,
    contentVersion: '1.0.0.0',
    parameters: {
      // A description may speak of another parameter.
      ...Object.fromEntries(
        Object.entries(root.parameters).filter(([name]) => described.has(name) && !read.has(name)),
      ),
      ...Object.fromEntries(parameters),
    },
    variables: {},
    resources: [freed as ArmResource],
    outputs: {},
  };
}

function readParameters(text: string): string[] {
  return [...text.matchAll(/parameters\('([^']+)'\)/g)].map((match) => match[1] ?? '');
}

function demand(definition: ArmParameter): ArmParameter {
  const { defaultValue: _, ...parameter } = definition;
  return { ...parameter, ...(parameter.type === 'int' ? {} : { minLength: 1 }) };
}
