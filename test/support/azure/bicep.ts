/** A second opinion on templates: what the Bicep CLI predicts, held against what the stand-in evaluates. */
import type { ArmTemplate, Json, JsonObject } from '../../../scripts/model/arm.ts';
import { takeSnapshot } from '../../../scripts/testing/bicep.ts';
import { allDeclared } from './arm/prediction.ts';
import type { Expansion, ParameterValues } from './arm/template.ts';
import { without } from './without.ts';

/** Ids of the resources that only one of both has, or that they see differently. */
export async function differencesFromBicep(
  cli: string,
  template: JsonObject,
  given: ParameterValues,
  expansion: Expansion,
): Promise<readonly string[]> {
  const values = Object.fromEntries(
    Object.entries(given).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
  );
  const secrets = secretsOf(template, values);
  const { predictedResources } = await takeSnapshot(cli, template as unknown as ArmTemplate, values);
  const predicted = new Map(
    predictedResources.map((resource) => [
      resource.id,
      comparable(without(resource, 'id', 'name', 'condition', 'scope') as JsonObject, []),
    ]),
  );
  const evaluated = new Map(
    allDeclared(expansion)
      .filter(({ nested }) => nested === undefined)
      .map(({ id, type, apiVersion, body }) => [id, comparable({ type, apiVersion, ...body() }, secrets)]),
  );
  return [...new Set([...predicted.keys(), ...evaluated.keys()])].filter(
    (id) => predicted.get(id) !== evaluated.get(id),
  );
}

/** Bicep does not know them, the stand-in does. */
function secretsOf(template: JsonObject, values: JsonObject): readonly Json[] {
  const parameters = (template['parameters'] ?? {}) as unknown as Readonly<
    Record<string, { readonly type: string }>
  >;
  return Object.entries(parameters).flatMap(([name, { type }]) => {
    const value = values[name];
    return /^secure/i.test(type) && value !== undefined ? [value] : [];
  });
}

/** As text, members in one order, with one sign for whatever is not known before the deployment. */
function comparable(value: Json, secrets: readonly Json[]): string {
  return JSON.stringify(value, (_, member: Json) => {
    if (typeof member === 'string') {
      return secrets.includes(member) || /^\[[^[][^]*\]$/.test(member) ? '[…]' : member;
    }
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
