import type { JsonObject } from '../../model/arm.ts';
import type { CompiledFile, Finding, Subject } from '../check.ts';
import { fileTexts } from '../node.ts';
import { contentCheck } from './content-check.ts';

export const branding = contentCheck(
  'Solution branding',
  '.script/SolutionValidations/validMSBranding.ts',
  'Write the name of the product in full: Microsoft Sentinel.',
  textsMatching(/(?<!Microsoft\s)(?<!-)\bSentinel\b/, () => 'the name of the product is not written in full'),
);

export const formerBranding = contentCheck(
  'Content branding',
  '.script/contentValidator.ts',
  'Write the name of the product as it is today: Microsoft Sentinel.',
  textsMatching(/azure sentinel\b/i, () => 'the product has its former name'),
);

export const documentsLinks = contentCheck(
  'Documents link',
  '.script/documentsLinkValidator.ts',
  'Take the language out of the link.',
  // The original knows the first two hosts; the third is where they lead today.
  textsMatching(
    /https:\/\/(?:docs|azure|learn)\.microsoft\.com\/[a-z]{2}-[a-z]{2}\b/i,
    (found) => `the link ${found} is bound to one language`,
  ),
);

export const noSubscription = contentCheck(
  'Workbook resource information',
  '.script/utils/workbookCheckers/workbookTemplateCheckers/containResourceInfoChecker.ts',
  'Remove the path: it names a subscription of whoever exported the content.',
  textsMatching(
    /subscriptions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i,
    (found) => `it holds the path ${found}`,
  ),
);

function textsMatching(
  pattern: RegExp,
  reason: (found: string) => string,
): (subject: Subject) => Iterable<Finding> {
  return function* ({ template, wizard }) {
    const files: readonly (readonly [CompiledFile, JsonObject])[] = [
      ['mainTemplate.json', template],
      ['createUiDefinition.json', wizard],
    ];
    for (const [file, root] of files) {
      for (const place of fileTexts(root)) {
        const found = pattern.exec(place.text);
        if (found) yield { file, path: place.path, reason: reason(found[0]) };
      }
    }
  };
}
