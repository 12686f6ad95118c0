import { jsonText } from '../../model/json-text.ts';
import { inTemplate, perScope } from '../check.ts';
import { fileTexts, isList, objectAt, objectsAt, textAt } from '../node.ts';
import { deployments } from '../scope.ts';
import { bytes, excess, limitCheck } from './limit.ts';

const source = 'MicrosoftDocs/azure-docs, "ARM template best practices" (09/22/2023), limits of a template';
/** Entries of each part of a template. */
const entries = { parameters: 256, variables: 256, outputs: 64, resources: 800 } as const;
const expressionCharacters = 24_576;
const templateBytes = 4 * 1024 * 1024;
const resourceBytes = 1024 * 1024;
/** Azure type index: Microsoft.Resources/deployments, name. */
const deploymentName = /^[-\w._()]{1,64}$/;

export const templateEntries = limitCheck(
  'entries of a template',
  source,
  'Put several values into one object, or move resources into a nested deployment.',
  perScope(function* ({ template, path }) {
    for (const [part, limit] of Object.entries(entries)) {
      const value = template[part] ?? null;
      const count = isList(value) ? value.length : Object.keys(objectAt(value)).length;
      const reason = excess(count, limit, part);
      if (reason) yield inTemplate([...path, part], reason);
    }
  }),
);

export const expressionLength = limitCheck(
  'length of an expression',
  source,
  'Write a long text as a literal, not as an argument of a function.',
  ({ template }) =>
    fileTexts(template).flatMap((place) => {
      const reason = /^\[(?!\[)/.test(place.text)
        ? excess(place.text.length, expressionCharacters, 'characters in the expression')
        : undefined;
      return reason ? [inTemplate(place.path, reason)] : [];
    }),
);

export const templateSize = limitCheck(
  'size of a template',
  source,
  'Make the contents smaller, or split the solution.',
  function* ({ template }) {
    const reason = excess(bytes(jsonText(template)), templateBytes, 'bytes');
    if (reason) yield inTemplate([], reason);
  },
);

export const resourceSize = limitCheck(
  'size of a resource',
  source,
  'Make the contents of the resource smaller.',
  perScope(function* ({ template, path }, { template: whole }) {
    // No part is larger than the whole, which is printed anyway.
    if (bytes(jsonText(whole)) <= resourceBytes) return;
    for (const [index, resource] of objectsAt(template, 'resources')) {
      const reason = excess(bytes(JSON.stringify(resource)), resourceBytes, 'bytes in the resource');
      if (reason) yield inTemplate([...path, 'resources', index], reason);
    }
  }),
);

export const deploymentNames = limitCheck(
  'name of a deployment',
  source,
  'Take 64 characters or less: letters, digits and - . _ ( ).',
  perScope(function* (scope) {
    for (const { value, path } of deployments(scope)) {
      const name = textAt(objectAt(value), 'name');
      if (name.startsWith('[') || deploymentName.test(name)) continue;
      yield inTemplate([...path, 'name'], `"${name}" is no name of a deployment`);
    }
  }),
);
