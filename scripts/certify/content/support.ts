import type { JsonObject } from '../../model/arm.ts';
import { inTemplate } from '../check.ts';
import { isObject, objectAt, objectsAt, textAt } from '../node.ts';
import { contentCheck } from './content-check.ts';

const supportedTypes = /\/providers\/(?:metadata|contentPackages)$/;

export const supportObject = contentCheck(
  'Solution support',
  '.script/SolutionValidations/validSupportObject.ts',
  'Name who supports the solution, with an email address or a link.',
  function* ({ template }) {
    for (const [index, resource] of objectsAt(template, 'resources')) {
      if (!supportedTypes.test(textAt(resource, 'type'))) continue;
      const { support } = objectAt(resource, 'properties');
      const reason = isObject(support) ? problemOf(support) : 'there is no support';
      if (reason) yield inTemplate(['resources', index, 'properties', 'support'], reason);
    }
  },
);

function problemOf(support: JsonObject): string | undefined {
  const [name, email, link] = ['name', 'email', 'link'].map((key) => textAt(support, key).trim());
  if (!name) return 'the support has no name';
  if (!email && !link) return 'the support has neither email nor link';
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return `"${email}" is no email address`;
  if (link && !/^https?:\/\/\S+$/.test(link)) return `"${link}" is no link`;
  return undefined;
}
