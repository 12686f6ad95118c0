import { fileURLToPath } from 'node:url';
import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { startChildEnvironment } from './child-environment.ts';
import { startAzureStandIn } from './start.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Signs in as commands do and reads the resource group. */
const script = `
  const { signIn } = await import('./scripts/deploy/azure/credential.ts');
  const { createAzure } = await import('./scripts/deploy/azure/azure.ts');
  const endpoint = process.env.AZURE_RESOURCE_MANAGER_ENDPOINT;
  try {
    const azure = createAzure({ credential: await signIn(endpoint), subscriptionId: process.argv[1], endpoint });
    console.log((await azure.client.resourceGroups.get('example-group')).location);
  } catch (error) {
    console.log(error.constructor.name);
  }`;

test.each([
  [true, 'westeurope'],
  [false, 'SignInFault'],
])('a process that is signed in: %s', async (isSignedIn, printed) => {
  const standIn = await startAzureStandIn();
  const child = await startChildEnvironment(standIn, { isSignedIn });
  try {
    const args = ['--import', 'tsx', '--input-type=module', '-e', script, standIn.subscriptionId];
    const output = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, args, { cwd: root, env: child.variables }, (error, out, err) =>
        error ? reject(new Error(err)) : resolve(out),
      );
    });
    expect(output.trim()).toBe(printed);
  } finally {
    await child.stop();
    await standIn.stop();
  }
});
