import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../scripts/model/arm.ts';
import type { PredictedResource } from '../../scripts/testing/bicep.ts';

/** Longer texts, and texts of several lines, are shown by length and hash: they have goldens of their own. */
const longestText = 320;

/**
 * The snapshot as text that a person can review, one resource after the other. Outputs are sorted: the
 * CLI gives them in any order.
 */
export function toReadable(
  outputs: JsonObject | undefined,
  predictedResources: readonly PredictedResource[],
): string {
  const sorted = Object.fromEntries(Object.entries(outputs ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const resources = predictedResources.map((resource) => summarize(resource as JsonObject));
  return `${JSON.stringify({ outputs: sorted, resources }, null, 2)}\n`;
}

function summarize(value: Json): Json {
  if (typeof value === 'string')
    return value.length > longestText || value.includes('\n') ? summary(value) : value;
  if (Array.isArray(value)) return value.map(summarize);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, summarize(member as Json)]));
}

function summary(text: string): string {
  return `${text.length} characters, SHA-256 ${createHash('sha256').update(text).digest('hex')}`;
}

/** Every text inside a resource. */
export function textsOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object'
    ? []
    : Object.values(value as JsonObject).flatMap(textsOf);
}

/** Whether a resource is content of Microsoft Sentinel, in contrast to infrastructure of the connector. */
export function isContent({ type }: Pick<PredictedResource, 'type'>): boolean {
  return type.startsWith('Microsoft.OperationalInsights/workspaces/providers/');
}

/** Whether a resource belongs to an analytics rule that is switched on. */
export function isEnabledRule({ type }: Pick<PredictedResource, 'type'>): boolean {
  return type.startsWith('Microsoft.SecurityInsights/');
}
