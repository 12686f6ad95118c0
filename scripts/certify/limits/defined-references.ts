import { inTemplate, perScope } from '../check.ts';
import { isExpression, referencesTo } from '../expression.ts';
import { objectAt } from '../node.ts';
import { scopeTexts } from '../scope.ts';
import { limitCheck } from './limit.ts';

/** Azure Resource Manager refuses a template in which an expression names what is not declared. */
export const definedReferences = limitCheck(
  'declared parameters and variables',
  'Azure Resource Manager, error InvalidTemplate',
  'Declare the parameter or the variable, or correct its name.',
  perScope(function* (scope) {
    const expressions = scopeTexts(scope).filter(({ text }) => isExpression(text));
    for (const kind of ['parameters', 'variables'] as const) {
      const declared = new Set(Object.keys(objectAt(scope.template, kind)).map((name) => name.toLowerCase()));
      for (const { text, path } of expressions) {
        for (const { name } of referencesTo(kind, text)) {
          if (!declared.has(name)) yield inTemplate(path, `${kind}('${name}') is not declared`);
        }
      }
    }
  }),
);
