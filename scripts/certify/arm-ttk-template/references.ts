import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope, type Finding } from '../check.ts';
import { insideExpression, referencesTo } from '../expression.ts';
import { isList, isObject, objectAt, textAt, type NodePath } from '../node.ts';
import { scopeTexts } from '../scope.ts';
import type { TemplateScope } from '../scope.ts';

export const parametersMustBeReferenced = armTtkTest(
  'deploymentTemplate',
  'Parameters-Must-Be-Referenced',
  'Use the parameter in an expression, or remove it.',
  perScope(function* (scope) {
    const references = collectReferences(scope, 'parameters');
    for (const name of Object.keys(objectAt(scope.template, 'parameters'))) {
      if (name.startsWith('__')) continue;
      yield* referenceFindings(references, name, [...scope.path, 'parameters', name]);
    }
  }),
);

export const variablesMustBeReferenced = armTtkTest(
  'deploymentTemplate',
  'Variables-Must-Be-Referenced',
  'Use the variable in an expression, or remove it.',
  perScope(function* (scope) {
    const references = collectReferences(scope, 'variables');
    for (const [name, value] of Object.entries(objectAt(scope.template, 'variables'))) {
      const path = [...scope.path, 'variables', name];
      if (name !== 'copy' || !isList(value)) {
        yield* referenceFindings(references, name, path);
        continue;
      }
      for (const [index, item] of value.entries()) {
        const copied = isObject(item) ? textAt(item, 'name') : '';
        yield* referenceFindings(references, copied, [...path, index]);
      }
    }
  }),
);

interface References {
  readonly kind: 'parameters' | 'variables';
  /** Lower-case name → where it is referred to. */
  readonly byName: ReadonlyMap<string, readonly { readonly path: NodePath; readonly isInside: boolean }[]>;
}

/** All references of one kind, found in one walk: templates have hundreds of variables and texts. */
function collectReferences(scope: TemplateScope, kind: References['kind']): References {
  // A workflow definition inside a template begins its own expressions with an at sign.
  const openers = kind === 'parameters' ? '[@' : '[';
  const byName = new Map<string, { path: NodePath; isInside: boolean }[]>();
  for (const place of scopeTexts(scope)) {
    const { text } = place;
    for (const { name, index } of referencesTo(kind, text)) {
      const found = byName.get(name) ?? [];
      if (found.length === 0) byName.set(name, found);
      found.push({ path: place.path, isInside: insideExpression(text, index, openers) });
    }
  }
  return { kind, byName };
}

function* referenceFindings(
  { kind, byName }: References,
  name: string,
  declaration: NodePath,
): Iterable<Finding> {
  const found = byName.get(name.toLowerCase()) ?? [];
  for (const { path, isInside } of found) {
    if (!isInside) yield inTemplate(path, `${kind}('${name}') stands outside an expression`);
  }
  if (found.length === 0) yield inTemplate(declaration, `${kind}('${name}') is used nowhere`);
}

const concatenatedName =
  /variables\s?\(\s?concat\s?\(\s?'[^']+'\s?\)\s?,\s?parameters\s?\(\s?'[^']+'\s?\)\s?\)/i;

export const dynamicVariableReferences = armTtkTest(
  'deploymentTemplate',
  'Dynamic-Variable-References-Should-Not-Use-Concat',
  "Index an object instead: variables('name')[parameters('key')].",
  perScope(function* (scope) {
    for (const { path } of scopeTexts(scope).filter(({ text }) => concatenatedName.test(text))) {
      yield inTemplate(path, 'the name of a variable is put together');
    }
  }),
);
