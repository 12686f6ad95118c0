/** What Azure looks at before a deployment begins: parameters, rights, policies, registered providers. */
import type { Json, JsonObject } from '../../../scripts/model/arm.ts';
import { ownType } from './arm/resource-name.ts';
import { allDeclared } from './arm/prediction.ts';
import type { Expansion, ParameterValues } from './arm/template.ts';
import { refusal, type Answer, type ErrorBody } from './exchange.ts';
import { isDenied, templateDenial } from './permissions.ts';
import { forbidden } from './refusals.ts';
import type { Store } from './store.ts';

interface DeclaredParameter {
  readonly type: string;
  readonly defaultValue?: Json;
  readonly allowedValues?: readonly Json[];
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly minLength?: number;
}

/** Undefined where every parameter has a value that it can have. */
export function checkParameters(template: JsonObject, given: ParameterValues): Answer | undefined {
  const declared = (template['parameters'] ?? {}) as unknown as Readonly<Record<string, DeclaredParameter>>;
  const byName = new Map(
    Object.entries(declared).map(([name, parameter]) => [name.toLowerCase(), parameter]),
  );
  const strange = Object.keys(given).filter((name) => !byName.has(name.toLowerCase()));
  if (strange.length > 0) {
    return invalid(
      `The following parameters were supplied, but do not correspond to any parameters defined in the template: '${strange.join(', ')}'. The parameters defined in the template are: '${Object.keys(declared).join(', ')}'.`,
    );
  }
  const values = new Map(Object.entries(given).map(([name, { value }]) => [name.toLowerCase(), value]));
  for (const [name, parameter] of Object.entries(declared)) {
    const value = values.get(name.toLowerCase());
    if (value === undefined && parameter.defaultValue === undefined) {
      return invalid(`The value for the template parameter '${name}' is not provided.`);
    }
    const problem = value === undefined ? undefined : problemOf(name, value, parameter);
    if (problem !== undefined) return invalid(problem);
  }
  return undefined;
}

/** The value itself is not told: it may be a secret. */
function problemOf(name: string, value: Json, parameter: DeclaredParameter): string | undefined {
  const { type, allowedValues, minValue = -Infinity, maxValue = Infinity, minLength = 0 } = parameter;
  if (!isOfType(value, type.toLowerCase())) {
    return `The provided value for the template parameter '${name}' is not valid. Expected a value of type '${type}'.`;
  }
  if (allowedValues && ![value].flat().every((item) => allowedValues.includes(item as Json))) {
    return `The provided value for the template parameter '${name}' is not valid. The value is not part of the allowed value(s): '${allowedValues.join(',')}'.`;
  }
  if (typeof value === 'number' && (value < minValue || value > maxValue)) {
    return `The provided value for the template parameter '${name}' is not valid. The value must be between '${minValue}' and '${maxValue}'.`;
  }
  if (typeof value === 'string' && value.length < minLength) {
    return `The provided value for the template parameter '${name}' is not valid. Length of the value should be greater than or equal to '${minLength}'.`;
  }
  return undefined;
}

function isOfType(value: Json, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'int') return Number.isInteger(value);
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'object' || type === 'secureobject')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === 'string';
}

function invalid(message: string): Answer {
  return refusal(400, 'InvalidTemplate', `Deployment template validation failed: '${message}'.`);
}

/** Undefined where nothing is in the way of any resource of a deployment. */
export function checkResources(store: Store, expansion: Expansion): Answer | undefined {
  const all = allDeclared(expansion);
  const denials = all
    .filter(({ type }) => isDenied(store, `${ownType(type)}/write`))
    .map(({ name, type, id }) => templateDenial(name, type, id));
  if (denials.length > 0) {
    const message =
      denials.length === 1
        ? `${denials[0]}`
        : `Deployment failed with multiple errors: '${denials.join(':')}'`;
    return refusal(403, 'InvalidTemplateDeployment', message);
  }
  const missing = all
    .map(({ type }) => providerOf(type))
    .find((name) => store.unregistered.has(name.toLowerCase()));
  if (missing !== undefined) {
    return refusal(
      409,
      'MissingSubscriptionRegistration',
      `The subscription is not registered to use namespace '${missing}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
      { target: missing },
    );
  }
  const refused = all.flatMap(({ name, type }): ErrorBody[] => {
    const policy = store.policies.get(type.toLowerCase());
    if (policy === undefined) return [];
    return [(forbidden(name, policy).body as { readonly error: ErrorBody }).error];
  });
  if (refused.length === 0) return undefined;
  return refusal(
    400,
    'InvalidTemplateDeployment',
    'The template deployment failed because of policy violation. Please see details for more information.',
    { details: refused },
  );
}

function providerOf(type: string): string {
  return ownType(type).split('/')[0] ?? '';
}
