import { describe, expect, test } from 'vitest';
import { createAzure } from '../../scripts/deploy/azure/azure.ts';
import { deploymentsOf } from '../../scripts/deploy/azure/deployments.ts';
import type { Interrupts } from '../../scripts/deploy/progress/interrupt.ts';
import { type Said, useDeployStage } from './deploy-stage.ts';

const { keyFile, here } = useDeployStage();

const run = (values: object = {}, variation = {}): Promise<Said> =>
  here.stage.run({ 'api-key-file': keyFile, yes: true, ...values }, variation);

/** A person who presses Ctrl-C before these questions about the deployment, counted from 1. */
function pressing(...times: readonly number[]): {
  interrupts: Interrupts;
  wait(n: number): number;
  left(): number;
} {
  const listeners = new Set<() => void>();
  return {
    interrupts: {
      listen(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    wait(n) {
      if (times.includes(n)) for (const listener of listeners) listener();
      return 0;
    },
    left: () => listeners.size,
  };
}

describe('Ctrl-C', () => {
  test('once says what goes on, and waits', async () => {
    const person = pressing(2);
    const { code, err, out } = await run({}, person);
    expect(err).toContain(
      'The deployment 1password-example-workspace goes on in Azure, whatever happens here.',
    );
    expect(err).toContain('npm run deploy -- --resume --subscription 00000000-1111-2222-3333-444444444444');
    expect(err).toContain(
      'az deployment group cancel --name 1password-example-workspace --resource-group example-group',
    );
    expect(code).toBe(0);
    expect(out).toContain('Deployed');
    expect(person.left()).toBe(0);
  });

  test('twice ends the waiting, and --resume waits again', async () => {
    here.stage.standIn.hold();
    const person = pressing(2, 3);
    const first = await run({ json: true }, person);
    expect(first.code).toBe(1);
    expect(JSON.parse(first.out)).toMatchObject({ outcome: 'left' });
    expect(person.left()).toBe(0);
    here.stage.standIn.release();
    const second = await here.stage.run({ resume: true });
    expect(second.code).toBe(0);
    expect(second.out).toContain('Deployed to example-workspace: 43 resources');
  });
});

describe('--resume', () => {
  test('tells a deployment that has ended once more', async () => {
    await run();
    const { code, err, out } = await here.stage.run({ resume: true });
    expect(code).toBe(0);
    expect(err).toContain('has ended already');
    expect(out).toContain('functionAppName');
  });

  test('tells why one failed, with the definition', async () => {
    here.stage.standIn.failResource('Microsoft.KeyVault/vaults', { code: 'Broken', message: 'No vault.' }, 1);
    await run();
    const { code, err } = await here.stage.run({ resume: true });
    expect(code).toBe(1);
    expect(err).toMatch(/defined in solution\/infrastructure\/key-vault\.yaml:\d+/);
  });

  test('does afterwards what is left to do', async () => {
    here.stage.standIn.hold();
    await run({}, pressing(1, 2));
    here.stage.standIn.release();
    const { out } = await here.stage.run({ resume: true, privileged: ['abcdefghijklmnopqrstuvwxyz'] });
    expect(out).toContain('1 row added to the watchlist PG1PW.');
  });

  test('finds nothing where nothing was begun', async () => {
    const { code, err } = await here.stage.run({ resume: true });
    expect(code).toBe(1);
    expect(err).toContain('Azure knows no deployment 1password-example-workspace in example-group.');
  });

  test('and --what-if exclude each other', async () => {
    expect((await here.stage.run({ resume: true, 'what-if': true })).code).toBe(2);
  });
});

describe('two deployments at once', () => {
  test('the second is told of the first before it begins', async () => {
    here.stage.standIn.hold();
    await run({}, pressing(1, 2));
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain(
      '✗ Earlier deployment: The deployment 1password-example-workspace is running already.',
    );
    expect(err).toContain('--resume');
  });

  test('one that gets in between is told by Azure', async () => {
    here.stage.standIn.fail({
      method: 'PUT',
      path: /deployments\/1password/i,
      status: 409,
      code: 'DeploymentActive',
      message: 'still active',
    });
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain('could not begin the deployment');
    expect(err).toContain('Azure says DeploymentActive: still active');
    expect(err).toContain('npm run deploy -- --resume');
  });

  test('both end well where neither sees the other', async () => {
    const both = await Promise.all([run(), run()]);
    expect(both.map(({ code }) => code).toSorted()).toContain(0);
    expect(
      [...here.stage.standIn.resources.values()].filter(({ type }) => type === 'Microsoft.Web/sites'),
    ).toHaveLength(1);
  });
});

test('a deployment that somebody cancels is no success', async () => {
  const azure = createAzure({ ...here.stage.standIn, retryDelay: 1 });
  let cancelling: Promise<void> | undefined;
  const wait = (n: number): number => {
    if (n === 2) cancelling = deploymentsOf(azure, here.stage.standIn).cancel('1password-example-workspace');
    return n < 10 ? 20 : 0;
  };
  const { code, err } = await run({}, { wait });
  await cancelling;
  expect(code).toBe(1);
  expect(err).toContain('Azure says DeploymentCanceled');
  expect(err).toContain('the deployment ended as Canceled');
});
