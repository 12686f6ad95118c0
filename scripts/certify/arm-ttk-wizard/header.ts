import { armTtkTest } from '../arm-ttk-test.ts';
import { inWizard } from '../check.ts';
import { textAt } from '../node.ts';

const version = '0.1.2-preview';
const schema = `https://schema.management.azure.com/schemas/${version}/CreateUIDefinition.MultiVm.json#`;
const handlers = ['Microsoft.Azure.CreateUIDef', 'Microsoft.Compute.MultiVm'];

export const shouldHaveSchema = armTtkTest(
  'CreateUIDefinition',
  'CreateUIDefinition-Should-Have-Schema',
  `Set $schema to ${schema} and version to ${version}.`,
  function* ({ wizard }) {
    if (textAt(wizard, '$schema') !== schema)
      yield inWizard(['$schema'], 'the schema is not that of a wizard');
    if (textAt(wizard, 'version') !== version) {
      yield inWizard(['version'], `the version is not ${version}, that of the schema`);
    }
  },
);

export const handlerMustBeCorrect = armTtkTest(
  'CreateUIDefinition',
  'Handler-Must-Be-Correct',
  `Set handler to ${handlers.join(' or ')}.`,
  function* ({ wizard }) {
    if (!handlers.includes(textAt(wizard, 'handler'))) {
      yield inWizard(['handler'], 'the portal has no such handler');
    }
  },
);
