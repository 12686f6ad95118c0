import type { JsonObject } from '../../model/arm.ts';
import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope } from '../check.ts';
import { functionCalls, insideExpression, referencesTo } from '../expression.ts';
import { objectAt, objectsAt, sameName, textAt, texts } from '../node.ts';
import { deployments, type TemplateScope } from '../scope.ts';

/** The names of the secure parameters of a scope. */
function secureParameters(scope: TemplateScope): string[] {
  return Object.entries(objectAt(scope.template, 'parameters')).flatMap(([name, parameter]) =>
    isSecure(objectAt(parameter)) ? [name] : [],
  );
}

function isSecure(parameter: JsonObject): boolean {
  return /^secure(?:string|object)$/i.test(textAt(parameter, 'type'));
}

/** Why a text gives a secret away, if it does. */
function leak(text: string, secure: readonly string[]): string | undefined {
  const [list] = functionCalls('list\\w*', text);
  if (list) return `${list.name}() reads a secret`;
  const name = secure.find((parameter) =>
    referencesTo('parameters', text).some(
      ({ name, index }) => name === parameter.toLowerCase() && insideExpression(text, index),
    ),
  );
  return name && `the secure parameter "${name}" is used`;
}

export const outputsMustNotContainSecrets = armTtkTest(
  'deploymentTemplate',
  'Outputs-Must-Not-Contain-Secrets',
  'Take the output out: outputs stay readable in the history of the deployment.',
  perScope(function* (scope) {
    const secure = secureParameters(scope);
    const outputs = objectAt(scope.template, 'outputs');
    const start = [...scope.path, 'outputs'];
    for (const { text, path } of texts(outputs, start)) {
      const reason = leak(text, secure);
      if (reason) yield inTemplate(path, reason);
    }
    for (const name of Object.keys(outputs)) {
      if (/password/i.test(name))
        yield inTemplate([...start, name], 'the name of the output promises a secret');
    }
  }),
);

export const secureParamsInNestedDeployments = armTtkTest(
  'deploymentTemplate',
  'Secure-Params-In-Nested-Deployments',
  'Set expressionEvaluationOptions.scope of the nested deployment to inner and hand the secret in as a parameter.',
  perScope(function* (scope) {
    const secure = secureParameters(scope);
    for (const { value, path } of deployments(scope)) {
      const properties = objectAt(value, 'properties');
      const evaluated = textAt(objectAt(properties, 'expressionEvaluationOptions'), 'scope');
      if (evaluated !== '' && !sameName(evaluated, 'outer')) continue;
      for (const found of texts(objectAt(properties, 'template'), [...path, 'properties', 'template'])) {
        const reason = leak(found.text, secure);
        if (reason) yield inTemplate(found.path, `${reason} in a deployment of outer scope`);
      }
    }
  }),
);

export const secureStringsCannotHaveDefault = armTtkTest(
  'deploymentTemplate',
  'Secure-String-Parameters-Cannot-Have-Default',
  'Leave the default out, or make it the empty text.',
  perScope(function* (scope) {
    for (const [name, value] of Object.entries(objectAt(scope.template, 'parameters'))) {
      const parameter = objectAt(value);
      const fallback = textAt(parameter, 'defaultValue');
      if (!sameName(textAt(parameter, 'type'), 'securestring') || fallback === '') continue;
      if (functionCalls('newGuid', fallback).length > 0) continue;
      yield inTemplate([...scope.path, 'parameters', name, 'defaultValue'], 'a secret has a default');
    }
  }),
);

const secretName = /password|secret|accountkey/i;
const aboutSecret = /permission|version|url|uri|name/i;

export const passwordParamsMustBeSecure = armTtkTest(
  'deploymentTemplate',
  'Password-params-must-be-secure',
  'Make the type of the parameter securestring.',
  perScope(function* (scope) {
    for (const [name, value] of Object.entries(objectAt(scope.template, 'parameters'))) {
      const parameter = objectAt(value);
      if (!secretName.test(name) || isSecure(parameter) || sameName(textAt(parameter, 'type'), 'bool'))
        continue;
      if (/secret/i.test(name) && aboutSecret.test(name)) continue;
      yield inTemplate(
        [...scope.path, 'parameters', name],
        `its name promises a secret, its type is ${textAt(parameter, 'type')}`,
      );
    }
  }),
);

export const debugSetting = armTtkTest(
  'deploymentTemplate',
  'Deployment-Resources-Must-Not-Be-Debug',
  'Remove debugSetting: it writes the parameters of the deployment into its history.',
  perScope(function* (scope) {
    for (const { value, path } of deployments(scope)) {
      const level = objectAt(value, 'properties', 'debugSetting')['detailLevel'];
      if (level === undefined || level === null || level === '') continue;
      if (typeof level === 'string' && sameName(level, 'none')) continue;
      yield inTemplate(
        [...path, 'properties', 'debugSetting', 'detailLevel'],
        'the deployment logs its contents',
      );
    }
  }),
);

export const managedIdentityExtension = armTtkTest(
  'deploymentTemplate',
  'ManagedIdentityExtension-must-not-be-used',
  'Give the resource an identity of its own.',
  perScope(function* (scope) {
    for (const [index, resource] of objectsAt(scope.template, 'resources')) {
      const start = [...scope.path, 'resources', index];
      for (const place of texts(resource, start)) {
        if (/ManagedIdentityExtension/i.test(place.text))
          yield inTemplate(place.path, 'the extension is retired');
      }
    }
  }),
);
