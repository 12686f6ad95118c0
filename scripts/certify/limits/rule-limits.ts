import type { JsonObject } from '../../model/arm.ts';
import { inTemplate, type Finding } from '../check.ts';
import { fileNodes, isList, isObject, objectAt, textAt, type NodePath } from '../node.ts';
import { limitCheck } from './limit.ts';

const source = 'Azure/Azure-Sentinel .script/tests/detectionTemplateSchemaValidation (template models)';
/** Characters of a text of an analytics rule: at least one, at most so many. */
const characters = { query: 10_000, displayName: 256, description: 5_000 } as const;
const maximumCustomDetails = 20;
const customDetailKey = /^[A-Za-z]\w{0,19}$/;
const customDetailCharacters = 500;
const maximumMappings = 10;
const maximumFieldMappings = 3;
const maximumThreshold = 10_000;

export const ruleLimits = limitCheck('analytics rule', source, 'Shorten the rule.', function* ({ template }) {
  for (const node of fileNodes(template)) {
    const { value } = node;
    if (!isObject(value) || !/\/alertRule(?:Template)?s$/i.test(textAt(value, 'type'))) continue;
    // Made of a template that is in the file as well, and is looked at there.
    if (typeof value['properties'] === 'string') continue;
    const rule = objectAt(value, 'properties');
    const at = [...node.path, 'properties'];
    yield* textFindings(rule, at);
    yield* detailFindings(rule, at);
    yield* mappingFindings(rule, at);
    const { triggerThreshold: threshold } = rule;
    if (typeof threshold === 'number' && (threshold < 0 || threshold > maximumThreshold)) {
      yield inTemplate([...at, 'triggerThreshold'], `the threshold is not between 0 and ${maximumThreshold}`);
    }
  }
});

function* textFindings(rule: JsonObject, path: NodePath): Iterable<Finding> {
  for (const [key, limit] of Object.entries(characters)) {
    const { length } = textAt(rule, key);
    if (length >= 1 && length <= limit) continue;
    yield inTemplate([...path, key], `the text has ${length} characters, 1 to ${limit} are allowed`);
  }
}

function* detailFindings(rule: JsonObject, path: NodePath): Iterable<Finding> {
  const details = Object.entries(objectAt(rule, 'customDetails'));
  const at = [...path, 'customDetails'];
  if (details.length > maximumCustomDetails) {
    yield inTemplate(
      at,
      `there are ${details.length} custom details, at most ${maximumCustomDetails} are allowed`,
    );
  }
  for (const [key, value] of details) {
    if (!customDetailKey.test(key)) yield inTemplate([...at, key], `"${key}" is no key of a custom detail`);
    if (String(value).length > customDetailCharacters)
      yield inTemplate([...at, key], 'the value is too long');
  }
}

function* mappingFindings(rule: JsonObject, path: NodePath): Iterable<Finding> {
  const { entityMappings: mappings } = rule;
  if (!isList(mappings)) return;
  const at = [...path, 'entityMappings'];
  if (mappings.length === 0 || mappings.length > maximumMappings) {
    yield inTemplate(at, `there are ${mappings.length} entity mappings, 1 to ${maximumMappings} are allowed`);
  }
  for (const [index, mapping] of mappings.entries()) {
    const fields = isObject(mapping) ? mapping['fieldMappings'] : undefined;
    const count = isList(fields) ? fields.length : 0;
    if (count >= 1 && count <= maximumFieldMappings) continue;
    yield inTemplate(
      [...at, index],
      `there are ${count} field mappings, 1 to ${maximumFieldMappings} are allowed`,
    );
  }
}
