import { expect, it } from 'vitest';
import { deployLink } from './deploy-link.ts';

it('names both files of the tagged version, each encoded as one component', () => {
  const link = deployLink({ repository: 'https://github.com/example/a', version: '3.1.0' });
  const [, template, wizard] = /\/uri\/([^/]+)\/createUIDefinitionUri\/([^/]+)$/.exec(link) ?? [];
  expect(decodeURIComponent(template ?? '')).toBe(
    'https://raw.githubusercontent.com/example/a/v3.1.0/mainTemplate.json',
  );
  expect(decodeURIComponent(wizard ?? '')).toBe(
    'https://raw.githubusercontent.com/example/a/v3.1.0/createUiDefinition.json',
  );
  expect(link.startsWith('https://portal.azure.com/#create/Microsoft.Template/uri/')).toBe(true);
});
