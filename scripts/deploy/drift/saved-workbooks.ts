import type { Json, JsonObject } from '../../model/arm.ts';
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { groupId, sameId, workspaceId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { isRecord } from '../template/functions.ts';
import type { TemplateResource } from '../template/resources.ts';
import { compareResource } from './compare.ts';
import type { Findings } from './findings.ts';

/** Compares the workbooks that were saved from the bundle's template with it. Throws `StepFault`. */
export async function compareWorkbooks(
  azure: Azure,
  target: Target,
  expected: readonly TemplateResource[],
  found: Findings,
): Promise<void> {
  const template = workbookOf(expected);
  if (!template) return;
  const { text, name } = template;
  const origin = originOf(text);
  // Without the switch the list comes without the workbooks' content.
  const path = `${groupId(target)}/providers/Microsoft.Insights/workbooks?category=sentinel&canFetchContent=true`;
  await during('list the workbooks', async () => {
    for await (const workbook of azure.list<JsonObject>(path, apiVersions.workbooks)) {
      const properties = isRecord(workbook['properties']) ? workbook['properties'] : {};
      const saved = properties['serializedData'];
      if (typeof saved !== 'string' || originOf(saved) !== origin || origin === undefined) continue;
      if (!sameId(String(properties['sourceId'] ?? ''), workspaceId(target))) continue;
      found.compared += 1;
      const differences = compareResource({ serializedData: text }, { serializedData: saved });
      if (differences.length === 0) continue;
      const title = properties['displayName'];
      found.differences.push({
        change: 'changed',
        kind: 'workbooks',
        id: String(workbook['id']),
        name: typeof title === 'string' ? title : name,
        properties: differences,
      });
    }
  });
}

/** The workbook that the content template holds. */
function workbookOf(
  expected: readonly TemplateResource[],
): { readonly text: string; readonly name: string } | undefined {
  for (const { body } of expected) {
    const properties = body?.['properties'];
    if (!isRecord(properties) || properties['contentKind'] !== 'Workbook') continue;
    const held = isRecord(properties['mainTemplate']) ? properties['mainTemplate']['resources'] : undefined;
    const inner = Array.isArray(held) ? (held[0] as Json) : undefined;
    const workbook = isRecord(inner) ? inner['properties'] : undefined;
    const text = isRecord(workbook) ? workbook['serializedData'] : undefined;
    if (typeof text === 'string') return { text, name: String(properties['displayName']) };
  }
  return undefined;
}

/** From which template a workbook was saved: the portal keeps it in the text. */
function originOf(serialized: string): Json | undefined {
  try {
    const notebook = JSON.parse(serialized) as Json;
    return isRecord(notebook) ? notebook['fromTemplateId'] : undefined;
  } catch {
    return undefined;
  }
}
