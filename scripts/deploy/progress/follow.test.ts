import { describe, expect, test } from 'vitest';
import { AzureFault } from '../azure/azure-fault.ts';
import type { Deployment, DeploymentOperation } from '../azure/deployments.ts';
import { followDeployment, type Following, type Snapshot } from './follow.ts';

const nestedType = 'Microsoft.Resources/deployments';

function operation(
  type: string,
  name: string,
  provisioningState: string,
  more: Partial<DeploymentOperation['properties']> = {},
): DeploymentOperation {
  const id = `/g/providers/${type}/${name}`;
  const targetResource = { id, resourceType: type, resourceName: name };
  return { id: 'o', operationId: 'o', properties: { provisioningState, targetResource, ...more } };
}

/** Deployments that are in these states, one after the other, and have these operations. */
function deployments(
  states: readonly string[],
  operations: Readonly<Record<string, readonly DeploymentOperation[]>>,
): Following['deployments'] {
  let asked = 0;
  return {
    get(name) {
      const provisioningState = states[Math.min(asked++, states.length - 1)] ?? '';
      if (provisioningState === '') return Promise.resolve(undefined);
      return Promise.resolve({ id: name, name, properties: { provisioningState } } satisfies Deployment);
    },
    async *operations(name) {
      const found = operations[name];
      if (!found) throw new AzureFault(404, { code: 'DeploymentNotFound', message: 'Not yet.' });
      yield* found;
    },
  };
}

function follow(of: Following['deployments'], others: Partial<Following> = {}): Promise<Snapshot> {
  return followDeployment({ deployments: of, name: 'whole', show: () => {}, wait: () => 0, ...others });
}

describe('a deployment is followed', () => {
  test.each(['Succeeded', 'Failed', 'Canceled'])('until it is %s', async (end) => {
    const shown: string[] = [];
    const show = ({ deployment }: Snapshot): void => void shown.push(deployment.properties.provisioningState);
    await follow(deployments(['Accepted', 'Running', end], { whole: [] }), { show });
    expect(shown).toEqual(['Accepted', 'Running', end]);
  });

  test('with the resources of nested deployments behind them', async () => {
    const { steps } = await follow(
      deployments(['Succeeded'], {
        whole: [
          operation('A/b', 'one', 'Succeeded', { duration: 'PT3.6S' }),
          operation(nestedType, 'inner', 'Running'),
        ],
        inner: [operation('A/b', 'two', 'Creating'), operation(nestedType, 'unborn', 'Running')],
      }),
    );
    expect(steps.map(({ name, deployment, state, seconds }) => [name, deployment, state, seconds])).toEqual([
      ['one', 'whole', 'succeeded', 4],
      ['inner', 'whole', 'running', undefined],
      ['two', 'inner', 'running', undefined],
      ['unborn', 'inner', 'running', undefined],
    ]);
  });

  test('by the last operation of each resource that is created', async () => {
    const { steps } = await follow(
      deployments(['Succeeded'], {
        whole: [
          operation('A/b', 'one', 'Failed'),
          operation('A/b', 'one', 'Succeeded'),
          operation('A/b', 'read', 'Succeeded', { provisioningOperation: 'Read' }),
          { id: 'o', operationId: 'o', properties: { provisioningState: 'Succeeded' } },
        ],
      }),
    );
    expect(steps.map(({ name, state }) => [name, state])).toEqual([['one', 'succeeded']]);
  });
});

test('a deployment that Azure does not know is a fault', async () => {
  await expect(follow(deployments([''], {}))).rejects.toThrow('Azure knows no deployment whole.');
});

// oxlint-disable-next-line require-yield -- it fails before
async function* forbidden(): AsyncGenerator<DeploymentOperation, void, undefined> {
  throw new AzureFault(403, { code: 'AuthorizationFailed', message: 'No.' });
}

test('other faults of Azure end the following', async () => {
  const broken = deployments(['Running'], { whole: [] });
  await expect(follow({ ...broken, operations: forbidden })).rejects.toThrow('No.');
});

test('the questions are counted, so that they can become rarer', async () => {
  const waits: number[] = [];
  const states = [...Array.from({ length: 12 }, () => 'Running'), 'Succeeded'];
  await follow(deployments(states, { whole: [] }), { wait: (n) => (waits.push(n), 0) });
  expect(waits).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});
