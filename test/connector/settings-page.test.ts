import { expect, test } from 'vitest';
import { settingsPage } from '../../scripts/connector/settings-page.ts';
import { root } from '../docs/project.ts';

test('docs/connector-settings.md says what the connector reads', async () => {
  await expect(settingsPage()).toMatchFileSnapshot(`${root}/docs/connector-settings.md`);
});
