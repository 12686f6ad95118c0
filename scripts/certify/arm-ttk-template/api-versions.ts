import type { JsonObject } from '../../model/arm.ts';
import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope } from '../check.ts';
import { functionCalls } from '../expression.ts';
import { textAt, type JsonNode } from '../node.ts';
import { scopeNodes, scopeTexts, type TemplateScope } from '../scope.ts';
import { newestApiVersions } from './newest-api-versions.ts';

/** Two years: an older version passes only as the newest stable one (default of both originals). */
const maximumAgeDays = 730;
const millisecondsPerDay = 86_400_000;
const remedy = 'Take the newest stable api version of the type, in solution/api-versions.yaml.';

export const apiVersionsShouldBeRecent = armTtkTest(
  'deploymentTemplate',
  'apiVersions-Should-Be-Recent',
  remedy,
  perScope(function* (scope, { referenceDate }) {
    for (const node of scopeNodes(scope, 'resources')) {
      if (node.key !== 'apiVersion' || node.path.at(-2) === 'properties') continue;
      const types = node.holders.map((holder) => textAt(holder, 'type')).filter((type) => type !== '');
      // The original knows no versions of types that extend another resource, nor of what they hold.
      if (types.length === 0 || types.some((type) => type.includes('/providers/'))) continue;
      const reason = problemOf(fullType(types), node.value, referenceDate);
      if (reason) yield inTemplate(node.path, reason);
    }
  }),
);

export const apiVersionsInReferenceFunctions = armTtkTest(
  'deploymentTemplate',
  'apiVersions-Should-Be-Recent-In-Reference-Functions',
  remedy,
  perScope(function* (scope, { referenceDate }) {
    for (const place of scopeTexts(scope)) {
      const { text } = place;
      for (const call of functionCalls('reference|list\\w*', text)) {
        const version = /\d{4}-\d{2}-\d{2}(?:-\w+)?/.exec(call.text)?.[0];
        const type = version && typeOf(call.text, scope);
        const reason = type && problemOf(type, version, referenceDate);
        if (reason) yield inTemplate(place.path, reason);
      }
    }
  }),
);

/** The type of the resource that a call names: in its resourceId(), or by the variable in its name. */
function typeOf(call: string, scope: TemplateScope): string {
  const [id] = functionCalls('resourceId', call);
  if (id) {
    return Array.from(id.text.matchAll(/'([^']*\/[^']*)'/g), (match) => match[1]).join('/');
  }
  const variable = /variables\s*\(\s*'[^']+'\s*\)/i.exec(call)?.[0];
  if (variable === undefined) return '';
  const named = (node: JsonNode): boolean =>
    node.key === 'name' && typeof node.value === 'string' && node.value.includes(variable);
  const resource = [...scopeNodes(scope, 'resources')].find(named);
  return textAt(resource?.holders[0], 'type');
}

/** The nearest type first: a child written inside its parent has only the last part of its type. */
function fullType(types: readonly string[]): string {
  const [own = '', ...above] = types;
  return own.includes('.') || above.length === 0 ? own : `${fullType(above)}/${own}`;
}

function problemOf(type: string, version: JsonObject[string], referenceDate: string): string | undefined {
  if (typeof version !== 'string') return 'the api version is not a text';
  const date = /\d{4}-\d{2}-\d{2}/.exec(version)?.[0];
  if (date === undefined) return `the api version "${version}" of ${type} is not a date`;
  const newest = newestStable(type);
  if (newest === undefined || version === newest) return undefined;
  if (/^\d{4}-\d{2}-\d{2}-/.test(version) && date <= newest) {
    return `${version} of ${type} is a preview, and ${newest} is stable`;
  }
  const days = Math.floor((Date.parse(referenceDate) - Date.parse(date)) / millisecondsPerDay);
  if (days <= maximumAgeDays) return undefined;
  return `${version} of ${type} is ${days} days old, and ${newest} is newer`;
}

function newestStable(type: string): string | undefined {
  const segments = type.toLowerCase().split('/');
  while (segments.length > 1) {
    const found = newestApiVersions[segments.join('/')];
    if (found !== undefined) return found;
    segments.pop();
  }
  return undefined;
}

export const providersApiVersions = armTtkTest(
  'deploymentTemplate',
  'providers_apiVersions-Is-Not-Permitted',
  'Write the api version as a text.',
  perScope(function* (scope) {
    for (const place of scopeTexts(scope)) {
      if (/providers\(.*\)\.apiVersions/i.test(place.text))
        yield inTemplate(place.path, 'the api version is looked up');
    }
  }),
);
