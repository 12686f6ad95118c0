import type { Json, JsonObject } from '../../model/arm.ts';
import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope } from '../check.ts';
import { insideExpression } from '../expression.ts';
import { isObject, objectsAt, textAt, walk, type JsonNode, type NodePath } from '../node.ts';
import { scopeTexts } from '../scope.ts';
import { expandVariable } from '../variable.ts';
import { idsOfOtherKinds } from './ids-of-other-kinds.ts';

const otherKind = new RegExp(`(?:${idsOfOtherKinds.join('|').replaceAll('.', '\\.')})$`, 'i');
const derivedFrom =
  /\[\s*(?:extensionResourceId|resourceId|subscriptionResourceId|tenantResourceId|if|parameters|reference|variables|subscription|guid)\s*\(/i;
/** Types in whose resources an id means something else. */
const foreignTypes =
  /^microsoft\.logic\/workflows$|^microsoft\.apimanagement\/service\/backends$|^microsoft\.portal\/dashboards$|config/i;
/** The two types whose `id` repeats contentProductId; the pull-request run forgives them. */
const contentTypes = /^microsoft\.operationalinsights\/workspaces\/providers\/content(?:package|template)s$/i;

export const idsShouldBeDerived = armTtkTest(
  'deploymentTemplate',
  'IDs-Should-Be-Derived-From-ResourceIDs',
  'Write the id as resourceId(), extensionResourceId(), parameters() or variables() of something that is one.',
  perScope(function* (scope) {
    for (const [index, resource] of objectsAt(scope.template, 'resources')) {
      for (const node of walk(resource, [], '', [])) {
        if (node.name === undefined || !/id$/i.test(node.name) || isExempt(node)) continue;
        const id = isObject(node.value) ? node.value['value'] : node.value;
        if (id === undefined || (isObject(node.value) && typeof id !== 'string') || isStructure(id)) continue;
        const reason = problemOf(id, scope.template);
        if (reason) yield inTemplate([...scope.path, 'resources', index, ...node.path], reason);
      }
    }
  }),
);

function isExempt({ path, key, holders }: JsonNode): boolean {
  const names = namesOf(path);
  const dotted = names.join('.');
  return (
    otherKind.test(dotted) ||
    /^(?:parameters|outputs)/i.test(dotted) ||
    // The original never looks below a property whose name begins so.
    names.slice(0, -1).some((name) => /^parent/i.test(name)) ||
    /\.metadata\./i.test(dotted) ||
    names.at(-2) === 'tags' ||
    // Ours, not the original's: the keys of an alert's custom details are words for analysts, their values
    // columns of the query. The original takes `ActorUuid` for a resource id; certification only warns.
    names.at(-2) === 'customDetails' ||
    holders.slice(1).some((holder) => foreignTypes.test(textAt(holder, 'type'))) ||
    (key === 'id' &&
      holders.some((holder) => contentTypes.test(textAt(holder, 'type'))) &&
      names[0] === 'properties' &&
      names.length === 2)
  );
}

function namesOf(path: NodePath): string[] {
  return path.filter((step) => typeof step === 'string');
}

function isStructure(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function problemOf(id: Json, template: JsonObject): string | undefined {
  if (id === '' || id === null || id === false || id === 0) return 'the id is blank';
  const expanded = typeof id === 'string' ? expandVariable(id, template) : String(id);
  if (expanded === undefined) return `${String(id)} names a variable that does not exist`;
  if (typeof expanded !== 'string' || derivedFrom.test(expanded)) return undefined;
  return `"${expanded}" is not derived from a resource`;
}

const discouraged =
  /resourceId\s*\(\s*resourceGroup\(|resourceId\s*\(\s*subscription\(|(?:resourceId|reference|\blist\w+)\s*\(\s*(?:concat|format)\s*\(/i;
const allDiscouraged = new RegExp(discouraged, 'gi');

export const resourceIdsShouldNotContain = armTtkTest(
  'deploymentTemplate',
  'ResourceIds-should-not-contain',
  'Leave the default scope out, and give each segment of the name as an argument of its own.',
  perScope(function* (scope) {
    for (const { text, path } of scopeTexts(scope).filter((place) => discouraged.test(place.text))) {
      for (const match of text.matchAll(allDiscouraged)) {
        if (insideExpression(text, match.index)) yield inTemplate(path, `it holds "${match[0]}"`);
      }
    }
  }),
);
