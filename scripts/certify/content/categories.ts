import type { Json } from '../../model/arm.ts';
import { inTemplate } from '../check.ts';
import { isList, isObject, objectAt, objectsAt } from '../node.ts';
import { contentCheck } from './content-check.ts';

/** Source of both lists: .script/SolutionValidations/ValidDomainsVerticals.json, commit bd3bf57. */
const knownDomains: ReadonlySet<string> = new Set([
  'Application',
  'Cloud Provider',
  'Compliance',
  'DevOps',
  'Identity',
  'Internet of Things (IoT)',
  'IT Operations',
  'Migration',
  'Networking',
  'Platform',
  'Security - Others',
  'Security - Threat Intelligence',
  'Security - Threat Protection',
  'Security - 0-day Vulnerability',
  'Security - Automation (SOAR)',
  'Security - Cloud Security',
  'Security - Information Protection',
  'Security - Insider Threat',
  'Security - Network',
  'Security - Vulnerability Management',
  'Storage',
  'Training and Tutorials',
  'User Behavior (UEBA)',
]);
const knownVerticals: ReadonlySet<string> = new Set([
  'Aeronautics',
  'Education',
  'Finance',
  'Healthcare',
  'Manufacturing',
  'Retail',
]);

export const domainsAndVerticals = contentCheck(
  'Solution domains and verticals',
  '.script/SolutionValidations/validDomainsVerticals.ts',
  'Take domains and verticals from the lists that Content Hub accepts, at least one domain.',
  function* ({ template }) {
    for (const [index, resource] of objectsAt(template, 'resources')) {
      const categories = objectAt(resource, 'properties')['categories'];
      if (!isObject(categories)) continue;
      const path = ['resources', index, 'properties', 'categories'];
      const domains = list(categories['domains']);
      if (domains.length === 0) yield inTemplate(path, 'there is no domain');
      for (const name of domains.filter((domain) => !knownDomains.has(domain))) {
        yield inTemplate([...path, 'domains'], `the domain "${name}" is not known`);
      }
      for (const name of list(categories['verticals']).filter((vertical) => !knownVerticals.has(vertical))) {
        yield inTemplate([...path, 'verticals'], `the vertical "${name}" is not known`);
      }
    }
  },
);

function list(value: Json | undefined): string[] {
  return isList(value) ? value.map(String) : [];
}
