import type { Json } from '../../model/arm.ts';
import { inTemplate } from '../check.ts';
import { fileNodes, isObject, objectAt, sameName, textAt } from '../node.ts';
import { contentCheck } from './content-check.ts';

export const workbookTemplate = contentCheck(
  'Workbook template',
  '.script/utils/workbookCheckers/workbookTemplateCheckers/fromTemplateIdChecker.ts',
  'Give the workbook the schema and version of a workbook, and a fromTemplateId of its own.',
  function* ({ template }) {
    for (const { value, path } of fileNodes(template).filter((node) => isWorkbook(node.value))) {
      const data = parse(textAt(objectAt(value, 'properties'), 'serializedData'));
      const at = [...path, 'properties', 'serializedData'];
      if (!isObject(data)) {
        yield inTemplate(at, 'it is not the JSON of a workbook');
        continue;
      }
      if (data['version'] !== 'Notebook/1.0')
        yield inTemplate(at, 'the version of the workbook is not Notebook/1.0');
      if (!textAt(data, '$schema').includes('schema/workbook.json')) {
        yield inTemplate(at, 'the workbook does not name its schema');
      }
      const from = textAt(data, 'fromTemplateId');
      if (from === '' || from === 'sentinel-UserWorkbook') {
        yield inTemplate(at, `the workbook has the fromTemplateId "${from}"`);
      }
    }
  },
);

function isWorkbook(value: Json): boolean {
  return isObject(value) && sameName(textAt(value, 'type'), 'Microsoft.Insights/workbooks');
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
