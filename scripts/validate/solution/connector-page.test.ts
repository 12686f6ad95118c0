import { describe, expect, test } from 'vitest';
import type { ConnectorPageFile } from '../../model/connector-page.ts';
import { checkConnectorPage } from './connector-page.ts';
import { sampleDocument, sampleSource, type Exchange } from './sample.ts';

const path = 'solution/connector-page.yaml';

function check(...edits: Exchange[]): string[] {
  const page = sampleDocument<ConnectorPageFile>(path, ...edits);
  return checkConnectorPage(page, 'OnePasswordEventLogs_CL').map((finding) => finding.code);
}

describe('checkConnectorPage', () => {
  test('finds nothing in the project', () => {
    expect(check()).toEqual([]);
  });

  test.each<[string, ...Exchange]>([
    ['connector-name', 'id: 1Password', 'id: 1PasswordEvents'],
    ['connector-name', '- name: OnePasswordEventLogs_CL', '- name: OnePasswordEvents_CL'],
    ['connector-instructions', '[Deploy To Azure]', '[Deploy]'],
    ['connector-instructions', '(${deployLink})', '(https://example.com)'],
    ['connector-permissions', 'read: true, delete: true', 'read: true, delete: false'],
    ['connector-permissions', 'read and write permissions on', 'Read and write permissions on'],
    ['connector-permissions', 'name: Microsoft.Web/sites permissions', 'name: Function App'],
    ['connector-permissions', 'to create a Function App is required', 'are required'],
    ['text-branding', 'where Microsoft Sentinel can', 'where Sentinel can'],
    ['text-ascii', 'thirty minutes', 'thirty\u00a0minutes'],
  ])('%s: %s → %s', (code, search, replace) => {
    expect(check([search, replace])).toEqual([code]);
  });

  test('an entry of the permissions that is gone is missed', () => {
    const { text } = sampleSource(path);
    const entry = text.slice(
      text.indexOf('    - provider: Microsoft.OperationalInsights/workspaces/sharedKeys'),
      text.indexOf('  customs:'),
    );
    expect(check([entry, ''])).toEqual(['connector-permissions']);
  });
});
