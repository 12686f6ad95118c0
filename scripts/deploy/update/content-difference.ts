import type { JsonObject } from '../../model/arm.ts';
import type { ItemDifference } from '../../inspection/difference.ts';
import { compareResource } from '../drift/compare.ts';
import { isRecord } from '../template/functions.ts';
import type { TemplateResource } from '../template/resources.ts';
import type { InstalledTemplate } from './installed-contents.ts';

/** The contents of the bundle in the form in which a workspace answers them. */
export function templatesOf(resources: readonly TemplateResource[]): readonly InstalledTemplate[] {
  return resources.flatMap(({ type, body }) => {
    const properties = body?.['properties'];
    if (!/\/contentTemplates$/i.test(type) || !isRecord(properties)) return [];
    const { contentKind, contentId, version, displayName, mainTemplate } = properties;
    return [
      {
        kind: String(contentKind),
        contentId: String(contentId),
        version: String(version),
        displayName: String(displayName),
        mainTemplate: isRecord(mainTemplate) ? mainTemplate : {},
      },
    ];
  });
}

/** What an update changes, content by content: first what the bundle has, in its order, then what it drops. */
export function compareContents(
  installed: readonly InstalledTemplate[],
  bundle: readonly InstalledTemplate[],
): readonly ItemDifference[] {
  const old = new Map(installed.map((template) => [keyOf(template), template]));
  const present = new Set(bundle.map(keyOf));
  return [
    ...bundle.flatMap((template) => {
      const before = old.get(keyOf(template));
      return before ? changeOf(before, template) : [whole('added', template)];
    }),
    ...installed
      .filter((template) => !present.has(keyOf(template)))
      .map((template) => whole('removed', template)),
  ];
}

function keyOf({ kind, contentId }: InstalledTemplate): string {
  return `${kind} ${contentId}`.toLowerCase();
}

function whole(
  change: 'added' | 'removed',
  { kind, contentId, displayName, version }: InstalledTemplate,
): ItemDifference {
  const side = change === 'added' ? 'after' : 'before';
  return { change, kind, id: contentId, name: displayName, [side]: version, properties: [] };
}

function changeOf(before: InstalledTemplate, after: InstalledTemplate): ItemDifference[] {
  const properties = compareResource(contentOf(before), contentOf(after), ['']);
  if (properties.length === 0 && before.version === after.version) return [];
  const { kind, contentId, displayName } = after;
  const versions = { before: before.version, after: after.version };
  return [{ change: 'changed', kind, id: contentId, name: displayName, ...versions, properties }];
}

/** The item itself; what says where it belongs follows from the package. */
function contentOf({ mainTemplate }: InstalledTemplate): JsonObject {
  const { resources } = mainTemplate;
  const item: unknown = Array.isArray(resources) ? resources[0] : undefined;
  return isRecord(item as JsonObject) ? (item as JsonObject) : {};
}
