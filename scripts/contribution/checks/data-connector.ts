import { isDeepStrictEqual } from 'node:util';
import { isList, objectAt, objectsAt, textAt } from '../../certify/node.ts';
import type { Json, JsonObject } from '../../model/arm.ts';
import { requiredPermissions } from '../../validate/solution/connector-permissions.ts';
import type { ContributionCheck } from '../check.ts';
import { pathsLike, readObject } from '../tree.ts';

/** What a connector that is a function app must have. Source: .script/utils/schemas of the repository. */
const requiredKeys = [
  'id',
  'title',
  'publisher',
  'descriptionMarkdown',
  'graphQueries',
  'sampleQueries',
  'dataTypes',
  'connectivityCriterias',
  'availability',
  'permissions',
  'instructionSteps',
];

export const dataConnector: ContributionCheck = {
  name: 'Data connector',
  source: '.script/dataConnectorValidator.ts, .script/utils/dataConnectorCheckers',
  remedy: 'Correct solution/connector-page.yaml.',
  *run({ tree }) {
    for (const file of pathsLike(tree, /\/Data Connectors\/(?!azuredeploy)[^/]*\.json$/)) {
      for (const reason of faultsOf(readObject(tree, file))) yield { file, reason };
    }
  },
};

function* faultsOf(page: JsonObject): Iterable<string> {
  for (const key of requiredKeys) if (page[key] === undefined) yield `it lacks ${key}`;
  if (/\s/.test(textAt(page, 'id'))) yield 'its id holds a blank';
  const steps = objectsAt(page, 'instructionSteps').map(([, step]) => textAt(step, 'description'));
  if (!steps.some((description) => description.includes('[Deploy To Azure]'))) {
    yield 'no instruction has the button [Deploy To Azure], by which function apps are told';
  }
  for (const [, type] of objectsAt(page, 'dataTypes')) {
    const name = textAt(type, 'name');
    if (!name.endsWith('_CL')) yield `the data type "${name}" does not end in _CL`;
    if (/\s/.test(name)) yield `the data type "${name}" holds a blank`;
  }
  const { resourceProvider = null, customs = null } = objectAt(page, 'permissions');
  for (const entry of requiredPermissions.resourceProvider) {
    if (!holds(resourceProvider, entry))
      yield `the permissions lack the entry for ${entry.provider}, to the letter`;
  }
  for (const entry of requiredPermissions.customs) {
    if (!holds(customs, entry)) yield `the permissions lack the entry "${entry.name}", to the letter`;
  }
}

function holds(list: Json, entry: object): boolean {
  return isList(list) && list.some((item) => isDeepStrictEqual(item, entry));
}
