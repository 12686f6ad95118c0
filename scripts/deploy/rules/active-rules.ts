import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { securityInsightsId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import type { JsonObject } from '../../model/arm.ts';

/** An analytics rule of the workspace that was made from a template. */
export interface ActiveRule {
  readonly id: string;
  /** Its own: that of its template where the solution's deployment made it, a new one where the portal did. */
  readonly name: string;
  readonly kind: string;
  readonly displayName: string;
  readonly enabled: boolean;
  /** Id of the rule in the package. */
  readonly templateId: string;
  /** Of the template as it was when the rule was made or last updated; undefined for rules of old portals. */
  readonly templateVersion: string | undefined;
  /** The rule as Azure answers it. */
  readonly resource: JsonObject;
}

interface Answered {
  readonly id: string;
  readonly name: string;
  readonly kind?: string;
  readonly properties?: {
    readonly displayName?: string;
    readonly enabled?: boolean;
    readonly alertRuleTemplateName?: string | null;
    readonly templateVersion?: string | null;
  };
}

/**
 * The rules of the workspace that were made from one of these templates (content ids of the package), with
 * what `apiVersion` tells of them. Throws `StepFault`.
 */
export function listActiveRules(
  azure: Azure,
  target: Target,
  templateIds: readonly string[],
  apiVersion: string = apiVersions.securityInsights,
): Promise<readonly ActiveRule[]> {
  const known = new Map(templateIds.map((id) => [id.toLowerCase(), id]));
  return during('list the analytics rules', async () => {
    const found: ActiveRule[] = [];
    for await (const rule of azure.list<Answered>(securityInsightsId(target, 'alertRules'), apiVersion)) {
      const templateId = known.get(rule.properties?.alertRuleTemplateName?.toLowerCase() ?? '');
      if (templateId === undefined) continue;
      found.push({
        id: rule.id,
        name: rule.name,
        kind: rule.kind ?? '',
        displayName: rule.properties?.displayName ?? rule.name,
        enabled: rule.properties?.enabled === true,
        templateId,
        templateVersion: rule.properties?.templateVersion ?? undefined,
        resource: rule as unknown as JsonObject,
      });
    }
    return found.toSorted((a, b) => (a.displayName < b.displayName ? -1 : 1));
  });
}
