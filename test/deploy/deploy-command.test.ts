/** `deploy` as people start it: in a process of its own, signed in as an identity. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../docs/project.ts';
import { runBeside, type Finished } from '../support/run-async.ts';
import { startChildEnvironment, type ChildEnvironment } from '../support/azure/child-environment.ts';
import type { AzureStandIn } from '../support/azure/stand-in.ts';
import { startAzureStandIn } from '../support/azure/start.ts';

let standIn: AzureStandIn;
let signedIn: ChildEnvironment;
beforeAll(async () => {
  standIn = await startAzureStandIn();
  signedIn = await startChildEnvironment(standIn);
});
afterAll(async () => {
  await signedIn.stop();
  await standIn.stop();
});

const target = (): string[] => [
  '--subscription',
  standIn.subscriptionId,
  '--resource-group',
  standIn.resourceGroup,
  '--workspace',
  standIn.workspace,
];
const environment = (): Record<string, string> => ({ ...signedIn.variables, NO_COLOR: '1', FORCE_COLOR: '' });
const run = (...args: readonly string[]): Promise<Finished> => runBeside(['deploy', ...args], environment());

describe('the command deploy', () => {
  test('says without a sign-in how to sign in, in one message', async () => {
    const nobody = await startChildEnvironment(standIn, { isSignedIn: false });
    const variables = { ...nobody.variables, NO_COLOR: '1' };
    for (const args of [[], [...target(), '--yes']]) {
      const { status, stdout, stderr } = await runBeside(['deploy', ...args], variables);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain('az login');
      expect(stderr).not.toMatch(/\n\s+at /);
    }
    const { status, stdout } = await runBeside(['deploy', '--json'], variables);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'SignInRequired' } });
    await nobody.stop();
  });

  test('names what is missing where nobody can be asked', async () => {
    const { status, stderr, stdout } = await run('--workspace', 'w', '--yes');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(
      'deploy: wants --subscription, --resource-group: nobody can be asked for it here.',
    );
  });

  test('takes the subscription from the environment', async () => {
    const args = [
      'deploy',
      '--resource-group',
      standIn.resourceGroup,
      '--workspace',
      standIn.workspace,
      '--what-if',
    ];
    const { status, stdout } = await runBeside(args, {
      ...environment(),
      AZURE_SUBSCRIPTION_ID: standIn.subscriptionId,
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^What would change in example-group:\n {2}\+ /);
  });

  test('knows no option that takes the key', async () => {
    const { status, stderr } = await run(...target(), '--api-key', 'x');
    expect(status).toBe(2);
    expect(stderr).toMatch(/Unknown arguments?: api-key/);
  });

  test('goes on after the first Ctrl-C, and leaves at the second', async () => {
    standIn.hold();
    const child = spawn(process.execPath, ['scripts/run.mjs', 'deploy', ...target(), '--yes'], {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const before = said;
      said += text;
      // The deployment is there as soon as one of its resources was begun or asked about.
      if (!before.includes('✓ Template') && said.includes('✓ Template')) void interrupt();
    });
    const interrupt = async (): Promise<void> => {
      const begun = /GET \S*deployments\/1password-example-workspace\/operations/i;
      while (!standIn.asked.some((line) => begun.test(line)))
        await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGINT');
      while (!said.includes('once more')) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGINT');
    };
    const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    expect(status).toBe(1);
    expect(said).toContain('goes on in Azure, whatever happens here.');
    standIn.release();
    const { status: resumed, stdout } = await run(...target(), '--resume', '--json');
    expect(resumed).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'succeeded', summary: { state: 'Succeeded' } });
  });
});
