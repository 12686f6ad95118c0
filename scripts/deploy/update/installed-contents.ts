import type { JsonObject } from '../../model/arm.ts';
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { sameId, securityInsightsId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';

/** What Content Hub has of the solution in a workspace. */
export interface InstalledContents {
  readonly version: string;
  readonly templates: readonly InstalledTemplate[];
}

export interface InstalledTemplate {
  /** `AnalyticsRule` or another kind of content. */
  readonly kind: string;
  readonly contentId: string;
  readonly version: string;
  readonly displayName: string;
  /** The content itself, as a template. */
  readonly mainTemplate: JsonObject;
}

interface AnsweredPackage {
  readonly properties?: { readonly version?: string };
}

interface AnsweredTemplate {
  readonly properties?: {
    readonly contentKind?: string;
    readonly contentId?: string;
    readonly version?: string;
    readonly displayName?: string;
    readonly packageId?: string;
    readonly mainTemplate?: JsonObject;
  };
}

/** Undefined where the solution is not installed. Throws `StepFault`. */
export async function readInstalledContents(
  azure: Azure,
  target: Target,
  solutionId: string,
): Promise<InstalledContents | undefined> {
  const version = apiVersions.securityInsights;
  const path = securityInsightsId(target, `contentPackages/${solutionId}`);
  const installed = await during('read the installed solution', () =>
    azure.get<AnsweredPackage>(path, version),
  );
  if (!installed) return undefined;
  const templates: InstalledTemplate[] = [];
  // Without the expansion the list comes without the contents themselves.
  const list = securityInsightsId(target, 'contentTemplates?$expand=properties/mainTemplate');
  await during('list the installed contents', async () => {
    for await (const { properties } of azure.list<AnsweredTemplate>(list, version)) {
      if (!sameId(properties?.packageId ?? '', solutionId)) continue;
      templates.push({
        kind: properties?.contentKind ?? '',
        contentId: properties?.contentId ?? '',
        version: properties?.version ?? '',
        displayName: properties?.displayName ?? '',
        mainTemplate: properties?.mainTemplate ?? {},
      });
    }
  });
  return { version: installed.properties?.version ?? '', templates };
}
