import { inTemplate } from '../check.ts';
import { objectAt, objectsAt, textAt } from '../node.ts';
import { contentCheck } from './content-check.ts';

const packageType = 'Microsoft.OperationalInsights/workspaces/providers/contentPackages';

export const solutionId = contentCheck(
  'Solution id',
  '.script/SolutionValidations/validSolutionID.ts',
  'Write publisherId and offerId in lower case and without dots.',
  function* ({ template }) {
    const id = textAt(objectAt(template, 'variables'), 'solutionId');
    if (!/^[^.]+\.[^.]+$/.test(id) || id !== id.toLowerCase()) {
      yield inTemplate(['variables', 'solutionId'], `"${id}" is not publisher.offer in lower case`);
    }
  },
);

export const solutionVersion = contentCheck(
  'Solution version',
  '.script/SolutionValidations/validSolutionVersion.ts',
  'Give the solution a version 3.x.y, in solution/solution.yaml; 3 stands for this kind of package.',
  function* ({ template }) {
    const packages = objectsAt(template, 'resources').filter(([, item]) => item['type'] === packageType);
    if (packages.length !== 1) {
      yield inTemplate(['resources'], `there are ${packages.length} content packages, not one`);
    }
    const written = textAt(objectAt(template, 'variables'), '_solutionVersion');
    if (!/^3\.\d+\.\d+$/.test(written)) {
      yield inTemplate(['variables', '_solutionVersion'], `"${written}" is not a version 3.x.y`);
    }
    for (const [index, item] of packages) {
      const properties = objectAt(item, 'properties');
      const path = ['resources', index, 'properties'];
      const version = textAt(properties, 'version');
      if (version !== written && version !== "[variables('_solutionVersion')]") {
        yield inTemplate(
          [...path, 'version'],
          `the package has version "${version}", the solution "${written}"`,
        );
      }
      if (properties['contentSchemaVersion'] !== '3.0.0') {
        yield inTemplate([...path, 'contentSchemaVersion'], 'the schema of the contents is not 3.0.0');
      }
    }
  },
);
