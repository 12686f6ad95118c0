import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope, type Finding } from '../check.ts';
import { insideExpression, referencesTo } from '../expression.ts';
import { isList, isObject, objectAt, textAt, texts, type NodePath } from '../node.ts';
import type { TemplateScope } from '../scope.ts';

export const parametersMustBeReferenced = armTtkTest(
  'deploymentTemplate',
  'Parameters-Must-Be-Referenced',
  'Use the parameter in an expression, or remove it.',
  perScope(function* (scope) {
    for (const name of Object.keys(objectAt(scope.template, 'parameters'))) {
      if (name.startsWith('__')) continue;
      yield* referenceFindings(scope, 'parameters', name, [...scope.path, 'parameters', name]);
    }
  }),
);

export const variablesMustBeReferenced = armTtkTest(
  'deploymentTemplate',
  'Variables-Must-Be-Referenced',
  'Use the variable in an expression, or remove it.',
  perScope(function* (scope) {
    for (const [name, value] of Object.entries(objectAt(scope.template, 'variables'))) {
      const path = [...scope.path, 'variables', name];
      if (name !== 'copy' || !isList(value)) {
        yield* referenceFindings(scope, 'variables', name, path);
        continue;
      }
      for (const [index, item] of value.entries()) {
        const copied = isObject(item) ? textAt(item, 'name') : '';
        yield* referenceFindings(scope, 'variables', copied, [...path, index]);
      }
    }
  }),
);

function* referenceFindings(
  scope: TemplateScope,
  kind: 'parameters' | 'variables',
  name: string,
  declaration: NodePath,
): Iterable<Finding> {
  // A workflow definition inside a template begins its own expressions with an at sign.
  const openers = kind === 'parameters' ? '[@' : '[';
  let used = false;
  for (const { text, path } of texts(scope.template, scope.path)) {
    for (const index of referencesTo(kind, name, text)) {
      used = true;
      if (insideExpression(text, index, openers)) continue;
      yield inTemplate(path, `${kind}('${name}') stands outside an expression`);
    }
  }
  if (!used) yield inTemplate(declaration, `${kind}('${name}') is used nowhere`);
}

const concatenatedName =
  /variables\s?\(\s?concat\s?\(\s?'[^']+'\s?\)\s?,\s?parameters\s?\(\s?'[^']+'\s?\)\s?\)/i;

export const dynamicVariableReferences = armTtkTest(
  'deploymentTemplate',
  'Dynamic-Variable-References-Should-Not-Use-Concat',
  "Index an object instead: variables('name')[parameters('key')].",
  perScope(function* (scope) {
    for (const { text, path } of texts(scope.template, scope.path)) {
      if (concatenatedName.test(text)) yield inTemplate(path, 'the name of a variable is put together');
    }
  }),
);
