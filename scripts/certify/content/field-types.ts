import { inTemplate } from '../check.ts';
import { objectAt, objectsAt, textAt } from '../node.ts';
import { contentCheck } from './content-check.ts';

const secretName = /password|secret|authorization|token|appkey/i;

export const fieldTypes = contentCheck(
  'Field types',
  '.script/package-automation/validateFieldTypes.ps1',
  'Make the type of a secret securestring; inside a content template only securestring, object and array pass.',
  function* ({ template }) {
    for (const [name, value] of Object.entries(objectAt(template, 'parameters'))) {
      const type = textAt(objectAt(value), 'type');
      if (secretName.test(name) && type.toLowerCase() !== 'securestring') {
        yield inTemplate(['parameters', name], `its name promises a secret, its type is ${type}`);
      }
    }
    for (const [index, resource] of objectsAt(template, 'resources')) {
      if (!textAt(resource, 'type').endsWith('/providers/contentTemplates')) continue;
      const parameters = objectAt(resource, 'properties', 'mainTemplate', 'parameters');
      for (const [name, value] of Object.entries(parameters)) {
        const type = textAt(objectAt(value), 'type');
        if (['securestring', 'object', 'array'].includes(type.toLowerCase())) continue;
        const path = ['resources', index, 'properties', 'mainTemplate', 'parameters', name];
        yield inTemplate(path, `a parameter of a content template has type ${type}`);
      }
    }
  },
);
