/**
 * In: the bundle's template and a workspace. Out: where the workspace is otherwise than the bundle would make
 * it: content, connector, enabled rules and workbooks saved from the template. Rules that nobody enabled, and
 * rows of the watchlist, are the customer's own affair.
 */
import type { JsonObject } from '../../model/arm.ts';
import type { ItemDifference, PropertyDifference } from '../../inspection/difference.ts';
import type { Azure } from '../azure/azure.ts';
import type { Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { listActiveRules } from '../rules/active-rules.ts';
import { findInstallations, type Installation } from '../status/installation.ts';
import { isRecord } from '../template/functions.ts';
import type { TemplateResource } from '../template/resources.ts';
import { readConnectorAnswers } from '../update/connector-answers.ts';
import { compareResource } from './compare.ts';
import { expectedState } from './expected.ts';
import { Findings } from './findings.ts';
import { compareWorkbooks } from './saved-workbooks.ts';
import { readPlace } from './place.ts';
import { acts, isUnanswered } from './unanswered.ts';
import { readResource } from './workspace-resource.ts';

export interface Drift {
  /** Resources and rules that were looked at. */
  readonly compared: number;
  readonly differences: readonly ItemDifference[];
  /** What could not be compared, each with the reason. */
  readonly unread: readonly { readonly name: string; readonly reason: string }[];
  /** Names of the connectors; none where the workspace has the content alone. */
  readonly connectors: readonly string[];
}

/** Throws `StepFault`. */
export async function findDrift(azure: Azure, target: Target, template: JsonObject): Promise<Drift> {
  const { place, workspaceLocation } = await readPlace(azure, target);
  const { own } = await during('list the connectors', () => findInstallations(azure, target));
  const input = { template, place, workspace: target.workspace, workspaceLocation };
  const found = new Findings();
  const content = await expectedState(azure, input);
  for (const resource of content.resources) await compareOne(azure, resource, found);
  for (const installation of own) {
    const answers = await readConnectorAnswers(azure, target, installation);
    const { resources } = await expectedState(azure, { ...input, answers });
    const connector = resources.filter(({ deployment }) => deployment !== undefined);
    for (const resource of connector) await compareOne(azure, resource, found);
    found.differences.push(...unknownResources(installation, connector));
  }
  await compareRules(azure, target, content.rules, found);
  await compareWorkbooks(azure, target, content.resources, found);
  return {
    compared: found.compared,
    differences: found.differences,
    unread: found.unread,
    connectors: own.map(({ name }) => name),
  };
}

async function compareOne(azure: Azure, expected: TemplateResource, found: Findings): Promise<void> {
  const name = nameOf(expected);
  const act = acts.get(expected.type.toLowerCase());
  if (act !== undefined) return void found.unread.push({ name, reason: act });
  const actual = await during(`read ${name}`, () => readResource(azure, expected));
  if (actual.kind === 'unread') return void found.unread.push({ name, reason: actual.reason });
  found.compared += 1;
  if (actual.kind === 'missing') return void found.differences.push(whole('removed', expected));
  if (expected.body === undefined) {
    return void found.unread.push({ name, reason: 'It is made of a resource that is missing.' });
  }
  if (actual.unread !== undefined) found.unread.push({ name, reason: actual.unread });
  const properties = differencesOf(expected, actual.body, actual.unread !== undefined);
  if (properties.length > 0) found.differences.push(changed(expected, properties));
}

function differencesOf(
  { type, body = {} }: Pick<TemplateResource, 'type' | 'body'>,
  actual: JsonObject,
  withoutSettings = false,
): readonly PropertyDifference[] {
  return compareResource(body, actual, ['properties.maintemplate', 'properties.serializeddata']).filter(
    (difference) =>
      !isUnanswered(type, difference) &&
      !(withoutSettings && difference.path.toLowerCase() === 'properties.siteconfig.appsettings'),
  );
}

async function compareRules(
  azure: Azure,
  target: Target,
  rules: ReadonlyMap<string, TemplateResource>,
  found: Findings,
): Promise<void> {
  const [first] = rules.values();
  if (!first) return;
  for (const rule of await listActiveRules(azure, target, [...rules.keys()], first.apiVersion)) {
    const expected = rules.get(rule.templateId);
    if (!expected?.body) continue;
    found.compared += 1;
    const properties = compareResource(expected.body, rule.resource, ['properties']).filter(
      (difference) => !isUnanswered(expected.type, difference),
    );
    if (properties.length === 0) continue;
    found.differences.push({ ...changed(expected, properties), id: rule.name, name: rule.displayName });
  }
}

/** Resources with the tag of a connector that the bundle knows nothing of. */
function unknownResources(
  { resources }: Installation,
  expected: readonly TemplateResource[],
): readonly ItemDifference[] {
  const known = new Set(expected.map(({ id }) => id.toLowerCase()));
  return resources
    .filter(({ id }) => !known.has(id.toLowerCase()))
    .map(({ id, type, name }) => ({ change: 'added', kind: type, id, name, properties: [] }));
}

function whole(change: 'removed', { type, id, name }: TemplateResource): ItemDifference {
  return { change, kind: kindOf(type), id, name: lastOf(name), properties: [] };
}

function changed(expected: TemplateResource, properties: readonly PropertyDifference[]): ItemDifference {
  const { type, id } = expected;
  return { change: 'changed', kind: kindOf(type), id, name: nameOf(expected), properties };
}

/** The title of a content, of everything else its name. */
function nameOf({ name, body }: TemplateResource): string {
  const properties = body?.['properties'];
  const title = isRecord(properties) ? properties['displayName'] : undefined;
  return typeof title === 'string' ? title : lastOf(name);
}

function lastOf(name: string): string {
  return name.split('/').at(-1) ?? name;
}

/** `Microsoft.OperationalInsights/workspaces/providers/contentTemplates` is a `contentTemplates`. */
function kindOf(type: string): string {
  return type
    .split('/')
    .slice(1)
    .join('/')
    .replace(/^workspaces\/providers\//i, '');
}
