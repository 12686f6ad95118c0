import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope } from '../check.ts';
import { isObject, objectAt, sameName, textAt } from '../node.ts';
import { deployments } from '../scope.ts';

export const minAndMaxValueAreNumbers = armTtkTest(
  'deploymentTemplate',
  'Min-And-Max-Value-Are-Numbers',
  'Give the parameter both minValue and maxValue, as whole numbers.',
  perScope(function* (scope) {
    for (const [name, value] of Object.entries(objectAt(scope.template, 'parameters'))) {
      const parameter = objectAt(value);
      const path = [...scope.path, 'parameters', name];
      const given = ['maxValue', 'minValue'].filter((limit) => parameter[limit] !== undefined);
      const wrong = given.find((limit) => !Number.isInteger(parameter[limit]));
      if (wrong) yield inTemplate([...path, wrong], `${wrong} is not a whole number`);
      else if (given.length === 1) yield inTemplate(path, `it has ${given.join()} without its counterpart`);
    }
  }),
);

const parameterName = /parameters\s*\(\s*'([^']+)'\s*\)/i;
/** A part of the outer parameter is handed in, or it is one argument of several: types may differ. */
const derived = /\[.*parameters\(.*\)(?:\[.*?\]|\.|,).*\]/i;

export const parameterTypesShouldBeConsistent = armTtkTest(
  'deploymentTemplate',
  'Parameter-Types-Should-Be-Consistent',
  'Declare the parameter with the same type in the template and in the nested deployment.',
  (subject) =>
    subject.scopes.flatMap((scope) =>
      deployments(scope).flatMap(({ value, path }) => {
        const at = [...path, 'properties', 'template'];
        const inner = subject.scopes.find((nested) => nested.path.join('/') === at.join('/'));
        if (!inner) return [];
        const outerTypes = objectAt(scope.template, 'parameters');
        const innerTypes = objectAt(inner.template, 'parameters');
        return Object.entries(objectAt(value, 'properties', 'parameters')).flatMap(([name, given]) => {
          const text = isObject(given) ? textAt(given, 'value') : '';
          const outerType = textAt(objectAt(outerTypes, parameterName.exec(text)?.[1] ?? ''), 'type');
          const innerType = textAt(objectAt(innerTypes, name), 'type');
          if (outerType === '' || sameName(outerType, innerType) || derived.test(text)) return [];
          const reason = `the nested type is ${innerType || 'not given'}, the outer one ${outerType}`;
          return [inTemplate([...path, 'properties', 'parameters', name], reason)];
        });
      }),
    ),
);

export const artifactsParameter = armTtkTest(
  'deploymentTemplate',
  'artifacts-parameter',
  'Derive _artifactsLocation from deployment().properties.templateLink, with a securestring _artifactsLocationSasToken that is empty by default.',
  perScope(function* (scope) {
    const parameters = objectAt(scope.template, 'parameters');
    if (!isObject(parameters['_artifactsLocation'])) return;
    const location = objectAt(parameters, '_artifactsLocation');
    const token = objectAt(parameters, '_artifactsLocationSasToken');
    const path = [...scope.path, 'parameters', '_artifactsLocation'];
    if (!/^(?:secure)?string$/i.test(textAt(location, 'type')))
      yield inTemplate(path, 'its type is not string');
    if (!sameName(textAt(token, 'type'), 'securestring')) {
      yield inTemplate(path, 'there is no secure _artifactsLocationSasToken beside it');
    } else if (token['defaultValue'] === undefined) {
      yield inTemplate(path, 'its token has no default');
    }
    if (!textAt(location, 'defaultValue').includes('deployment().properties.templateLink')) {
      yield inTemplate(path, 'its default does not follow the template');
    }
  }),
);
