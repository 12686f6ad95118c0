import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope } from '../check.ts';
import { scopeTexts } from '../scope.ts';

/** Hosts that differ between the clouds of Azure, as the original lists them. */
const cloudHosts = [
  'management.core.windows.net',
  'gallery.azure.com',
  'management.azure.com',
  'database.windows.net',
  'core.windows.net',
  'login.microsoftonline.com',
  'graph.windows.net',
  'vault.azure.net',
  'datalake.azure.net',
  'azuredatalakestore.net',
  'azuredatalakeanalytics.net',
  'api.loganalytics.io',
  'asazure.windows.net',
  'region.asazure.windows.net',
  'batch.core.windows.net',
];
const host = new RegExp(cloudHosts.join('|').replaceAll('.', '\\.'), 'i');
const hosts = new RegExp(host, 'gi');
const exemptBefore = /(?:https:\/\/schema\.|https:\/\/devopsgallerystorage\.blob\.)$/i;

export const mustNotContainHardcodedUri = armTtkTest(
  'deploymentTemplate',
  'DeploymentTemplate-Must-Not-Contain-Hardcoded-Uri',
  'Take the address from environment(), which knows the cloud of the deployment.',
  perScope(function* (scope) {
    for (const { text, path } of scopeTexts(scope).filter((place) => host.test(place.text))) {
      if (path[scope.path.length] === 'parameters') continue;
      for (const match of text.matchAll(hosts)) {
        if (exemptBefore.test(text.slice(0, match.index))) continue;
        yield inTemplate(path, `the address ${match[0]} is that of one cloud`);
      }
    }
  }),
);
