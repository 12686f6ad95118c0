import { inTemplate } from '../check.ts';
import { contentCheck } from './content-check.ts';

const expected = ['createUiDefinition.json', 'mainTemplate.json'];

export const packageFiles = contentCheck(
  'Package files',
  'Tools/Create-Azure-Sentinel-Solution/V3/README.md',
  `Put exactly ${expected.join(' and ')} into the package, without a folder.`,
  function* ({ zipEntries }) {
    if (!zipEntries) return;
    for (const name of expected.filter((file) => !zipEntries.includes(file))) {
      yield inTemplate([], `the package lacks ${name} at its root`);
    }
    for (const name of zipEntries.filter((file) => !expected.includes(file))) {
      yield inTemplate([], `the package holds ${name}, which does not belong there`);
    }
    if (new Set(zipEntries).size !== zipEntries.length)
      yield inTemplate([], 'the package holds a file twice');
  },
);
