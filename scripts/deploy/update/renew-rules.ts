import type { JsonObject } from '../../model/arm.ts';
import type { Azure } from '../azure/azure.ts';
import { during } from '../outcome/step.ts';
import type { ActiveRule } from '../rules/active-rules.ts';
import { isRecord } from '../template/functions.ts';
import type { TemplateResource } from '../template/resources.ts';

/** An active rule whose template has another version now. */
export interface OutdatedRule {
  readonly rule: ActiveRule;
  /** The rule as the bundle would enable it. */
  readonly wanted: TemplateResource;
  readonly from: string | undefined;
  readonly to: string;
}

export function findOutdated(
  active: readonly ActiveRule[],
  wanted: ReadonlyMap<string, TemplateResource>,
): readonly OutdatedRule[] {
  return active.flatMap((rule) => {
    const found = wanted.get(rule.templateId);
    const properties = found?.body?.['properties'];
    const to = isRecord(properties) ? String(properties['templateVersion']) : undefined;
    if (!found || to === undefined || to === rule.templateVersion) return [];
    return [{ rule, wanted: found, from: rule.templateVersion, to }];
  });
}

/** Gives a rule what its new template says. Whether it is switched on stays. Throws `StepFault`. */
export async function renewRule(azure: Azure, { rule, wanted }: OutdatedRule): Promise<void> {
  const properties = wanted.body?.['properties'];
  const body: JsonObject = {
    ...wanted.body,
    properties: { ...(isRecord(properties) ? properties : {}), enabled: rule.enabled },
  };
  await during(`renew the rule ${rule.displayName}`, () =>
    azure.send('PUT', rule.id, wanted.apiVersion, body),
  );
}
